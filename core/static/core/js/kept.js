// What was typed, kept on this device until the server has it: one record for each draft, in IndexedDB. Whatever was
// left by another reader, or lay here for twelve hours, goes when a page opens; all of it goes on signing out.
const NAME = "an-thu";
const STORE = "cases";
const LONGEST = 12 * 60 * 60 * 1000;

function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "client" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function with_(mode, act) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const asked = act(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(asked?.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

// record: {client, reader, procedure, case, seen, at, fields: [[name, value]], files: [{key, name, blob}]}
export const put = (record) => with_("readwrite", (store) => store.put(record));
export const get = (client) => with_("readonly", (store) => store.get(client));
export const drop = (client) => with_("readwrite", (store) => store.delete(client));
export const all = () => with_("readonly", (store) => store.getAll());

// The mark of who reads this page (core/http/offline.py); none on a page for nobody, which forgets nothing: whoever's
// session has ended finds what they typed when they are back.
export const reader = () => document.body.dataset.reader;

export async function sweep() {
  if (!reader()) return;
  const isOurs = (record) => record.reader === reader() && Date.now() - record.at < LONGEST;
  for (const record of await all()) if (!isOurs(record)) await drop(record.client);
}
