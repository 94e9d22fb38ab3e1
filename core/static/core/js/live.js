// One socket per page. It carries no data: only that a topic changed. The element asks again over HTTP, where
// permissions live:  <section data-topic="documents.document.812" hx-get="…" hx-trigger="topic-changed">
// Typed text is never replaced: an element with a field in use shows a line of news instead.
// The words on the wire are those of core/consumers.py: listen, leave, here; changed, again, there.
const WAIT = { first: 1000, most: 30000 };
const SIGNED_OUT = 4401;
const CROWDED = 4409;
let socket = null;
let delay = WAIT.first;
let lost = false;
let heard = new Set();

const watchers = () => [...document.querySelectorAll("[data-topic]")];
const topicsOf = (element) => element.dataset.topic.split(/\s+/).filter(Boolean);
const topics = () => new Set(watchers().flatMap(topicsOf));

function inUse(element) {
  const field = document.activeElement?.closest("input:not([type=search]), textarea, select, [contenteditable=true]");
  return (field && element.contains(field)) || element.querySelector("[data-dirty]") !== null;
}

function ask(element) {
  element.dispatchEvent(new CustomEvent("topic-changed"));
}

function tell(element) {
  if (!inUse(element)) return ask(element);
  if (element.querySelector(":scope > [data-news]")) return;
  const line = document.getElementById("news-template").content.firstElementChild.cloneNode(true);
  line.querySelector("button").addEventListener("click", () => {
    line.remove();
    ask(element);
  });
  element.prepend(line);
}

// A burst of changes is one question, and a thousand tablets do not ask in the same instant.
const pending = new Map();
function soon(element) {
  clearTimeout(pending.get(element));
  pending.set(element, setTimeout(() => {
    pending.delete(element);
    if (element.isConnected) tell(element);
  }, 120 + Math.random() * 200));
}

function say(message) {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

function listen() {
  const wanted = topics();
  const fresh = [...wanted].filter((topic) => !heard.has(topic));
  const stale = [...heard].filter((topic) => !wanted.has(topic));
  if (stale.length) say({ do: "leave", topics: stale });
  if (fresh.length) say({ do: "listen", topics: fresh, age: Math.round(heard.size ? 2000 : performance.now()) });
  heard = wanted;
}

function hear(said) {
  if (said.listening) document.documentElement.dataset.live = "1";
  if (said.there) say({ do: "here" });
  if (said.again) watchers().forEach(soon);
  if (said.changed) watchers().filter((each) => topicsOf(each).includes(said.changed)).forEach(soon);
}

function connect() {
  if (socket || !topics().size || !navigator.onLine) return;
  socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/`);
  socket.addEventListener("open", () => {
    delay = WAIT.first;
    heard = new Set();
    listen();
    // Whatever changed while the line was down is asked for once.
    if (lost) watchers().forEach(soon);
    lost = false;
  });
  socket.addEventListener("message", (event) => hear(JSON.parse(event.data)));
  socket.addEventListener("close", (event) => {
    socket = null;
    lost = true;
    delete document.documentElement.dataset.live;
    if (event.code === SIGNED_OUT) navigator.serviceWorker?.controller?.postMessage("forget");
    // One of too many open pages waits until somebody looks at it again (visibilitychange).
    if (event.code === SIGNED_OUT || event.code === CROWDED) return;
    setTimeout(connect, delay * (0.5 + Math.random()));
    delay = Math.min(delay * 2, WAIT.most);
  });
}

function renew() {
  if (socket?.readyState === WebSocket.OPEN) listen();
  else connect();
}

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form:not([role=search])");
  if (form && event.target.type !== "search") form.dataset.dirty = "1";
});
document.addEventListener("reset", (event) => delete event.target.dataset.dirty);
document.addEventListener("submit", (event) => delete event.target.dataset.dirty);
document.addEventListener("htmx:afterSettle", renew);
window.addEventListener("online", renew);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && renew());
connect();
