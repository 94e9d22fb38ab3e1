// The service worker. It keeps the shell, and pages and files whose answer says "X-Offline: keep" (documents opened for
// reading), under the mark of their reader (X-Reader). They are shown only when there is no network, for twelve hours at
// most, and forgotten on signing out, when an answer is for nobody or for somebody else, and when they are old.
// It never answers for anything but GET: signing and sending need the network.
// HOUSE = {version, shell, offline, entrance} is written above this line by core/views/shell.py.
const SHELL = `shell-${HOUSE.version}`;
const KEPT = "kept-";
const MOST_KEPT = 80;
const LONGEST = 12 * 60 * 60 * 1000;
const KEPT_AT = "x-kept-at";
const NOBODY = "-";

let reader = null; // whom the last answer was for
let round = 0; // grows with each change of reader: an answer asked for in an earlier round is neither heeded nor kept

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(HOUSE.shell)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOld().then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  if (event.data === "forget") event.waitUntil(forget(null));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || url.pathname.startsWith("/ws/")) return;
  if (HOUSE.shell.includes(url.pathname)) event.respondWith(fromShell(request));
  else if (!url.pathname.startsWith("/static/")) event.respondWith(fromNetwork(request));
});

const shelves = async () => (await caches.keys()).filter((name) => name.startsWith(KEPT));
const age = (kept) => Date.now() - Number(kept.headers.get(KEPT_AT));

async function dropOld() {
  const names = (await caches.keys()).filter((name) => name !== SHELL && /^(shell-|kept$)/.test(name));
  await Promise.all(names.map((name) => caches.delete(name)));
  for (const name of await shelves()) await sweep(await caches.open(name));
}

// A file whose name carries its digest never changes; any other is asked for first.
async function fromShell(request) {
  const cache = await caches.open(SHELL);
  if (/\.[0-9a-f]{12}\./.test(request.url)) return (await cache.match(request)) ?? fetch(request);
  try {
    const fresh = await fetch(request);
    if (fresh.ok) await cache.put(request, fresh.clone());
    return fresh;
  } catch (trouble) {
    const kept = await cache.match(request);
    if (kept) return kept;
    throw trouble;
  }
}

async function fromNetwork(request) {
  const begun = round;
  try {
    const answer = await fetch(request);
    if (begun !== round) return answer;
    await heed(request, answer);
    if (isToKeep(answer)) await keep(request, answer.clone());
    return answer;
  } catch (trouble) {
    const kept = await fromKept(request);
    if (kept) return kept;
    if (request.mode === "navigate") return (await caches.match(HOUSE.offline)) ?? Response.error();
    throw trouble;
  }
}

// What was kept for one reader goes when an answer shows another one, or nobody.
async function heed(request, answer) {
  const now = readerOf(request, answer);
  if (now === null || now === reader) return;
  if (reader !== null) return forget(now);
  reader = now;
  await drop(now);
}

function readerOf(request, answer) {
  if (answer.status === 401 || new URL(answer.url || request.url).pathname === HOUSE.entrance) return NOBODY;
  return request.credentials === "omit" ? null : answer.headers.get("X-Reader");
}

function isToKeep(answer) {
  const isMine = reader !== null && reader !== NOBODY && answer.headers.get("X-Reader") === reader;
  return isMine && answer.ok && !answer.redirected && answer.headers.get("X-Offline") === "keep";
}

async function forget(next) {
  round += 1;
  reader = next;
  await drop(next);
}

async function drop(next) {
  const others = (await shelves()).filter((name) => name !== KEPT + next);
  await Promise.all(others.map((name) => caches.delete(name)));
}

async function keep(request, answer) {
  const begun = round;
  const headers = new Headers(answer.headers);
  headers.set(KEPT_AT, String(Date.now()));
  const content = await answer.blob();
  if (begun !== round) return;
  const cache = await caches.open(KEPT + headers.get("X-Reader"));
  await cache.put(request.url, new Response(content, { status: 200, headers }));
  if (begun !== round) await drop(reader);
  else await sweep(cache);
}

async function sweep(cache) {
  const all = await cache.keys();
  const kept = await Promise.all(all.map((each) => cache.match(each)));
  const gone = all.filter((each, place) => place < all.length - MOST_KEPT || !(kept[place] && age(kept[place]) <= LONGEST));
  await Promise.all(gone.map((each) => cache.delete(each)));
}

async function fromKept(request) {
  for (const name of await shelves()) {
    const kept = await (await caches.open(name)).match(request.url);
    if (kept && age(kept) <= LONGEST) return kept;
  }
  return null;
}
