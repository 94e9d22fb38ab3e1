// The service worker. It keeps the shell, and pages and files whose answer says "X-Offline: keep" (documents opened for
// reading); they are shown only when there is no network, for twelve hours at most, and forgotten on signing out.
// It never answers for anything but GET: signing and sending need the network.
// HOUSE = {version, shell, offline, entrance} is written above this line by core/views/shell.py.
const SHELL = `shell-${HOUSE.version}`;
const KEPT = "kept";
const MOST_KEPT = 80;
const LONGEST = 12 * 60 * 60 * 1000;
const KEPT_AT = "x-kept-at";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(HOUSE.shell)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOld().then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  if (event.data === "forget") event.waitUntil(caches.delete(KEPT));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || url.pathname.startsWith("/ws/")) return;
  if (HOUSE.shell.includes(url.pathname)) event.respondWith(fromShell(request));
  else if (!url.pathname.startsWith("/static/")) event.respondWith(fromNetwork(request));
});

async function dropOld() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("shell-") && name !== SHELL).map((name) => caches.delete(name)));
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
  try {
    const answer = await fetch(request);
    if (new URL(answer.url || request.url).pathname === HOUSE.entrance) await caches.delete(KEPT);
    else if (answer.ok && !answer.redirected && answer.headers.get("X-Offline") === "keep") await keep(request, answer.clone());
    return answer;
  } catch (trouble) {
    const kept = await fromKept(request);
    if (kept) return kept;
    if (request.mode === "navigate") return (await caches.match(HOUSE.offline)) ?? Response.error();
    throw trouble;
  }
}

async function keep(request, answer) {
  const headers = new Headers(answer.headers);
  headers.set(KEPT_AT, String(Date.now()));
  const cache = await caches.open(KEPT);
  await cache.put(request.url, new Response(await answer.blob(), { status: 200, headers }));
  const all = await cache.keys();
  await Promise.all(all.slice(0, Math.max(0, all.length - MOST_KEPT)).map((old) => cache.delete(old)));
}

async function fromKept(request) {
  const cache = await caches.open(KEPT);
  const kept = await cache.match(request.url);
  if (!kept) return null;
  if (Date.now() - Number(kept.headers.get(KEPT_AT)) <= LONGEST) return kept;
  await cache.delete(request.url);
  return null;
}
