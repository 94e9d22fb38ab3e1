// One socket per page. It carries no data: only that a topic changed. The element asks again over HTTP, where
// permissions live:  <section data-topic="documents.document.812" hx-get="…" hx-trigger="topic-changed">
// Typed text is never replaced: an element with a field in use shows a line of news instead.
const WAIT = { first: 1000, most: 30000 };
let socket = null;
let delay = WAIT.first;
let lost = false;

const watchers = () => [...document.querySelectorAll("[data-topic]")];
const topicsOf = (element) => element.dataset.topic.split(/\s+/).filter(Boolean);
const topics = () => [...new Set(watchers().flatMap(topicsOf))];

function inUse(element) {
  const field = document.activeElement?.closest("input:not([type=search]), textarea, select, [contenteditable=true]");
  return (field && element.contains(field)) || element.querySelector("[data-dirty]") !== null;
}

function tell(element) {
  if (!inUse(element)) {
    element.dispatchEvent(new CustomEvent("topic-changed"));
    return;
  }
  if (element.querySelector(":scope > [data-news]")) return;
  const line = document.getElementById("news-template").content.firstElementChild.cloneNode(true);
  line.querySelector("button").addEventListener("click", () => {
    line.remove();
    element.dispatchEvent(new CustomEvent("topic-changed"));
  });
  element.prepend(line);
}

const pending = new Map();
function soon(element) {
  clearTimeout(pending.get(element));
  pending.set(element, setTimeout(() => {
    pending.delete(element);
    if (element.isConnected) tell(element);
  }, 120 + Math.random() * 200));
}

function changed(topic) {
  for (const element of watchers()) if (topicsOf(element).includes(topic)) soon(element);
}

function subscribe() {
  const wanted = topics();
  if (wanted.length && socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ subscribe: wanted }));
}

function connect() {
  if (!topics().length || !navigator.onLine) return;
  socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/`);
  socket.addEventListener("open", () => {
    delay = WAIT.first;
    subscribe();
    // Whatever changed while the line was down is asked for once.
    if (lost) watchers().forEach(soon);
    lost = false;
  });
  socket.addEventListener("message", (event) => {
    const said = JSON.parse(event.data);
    for (const topic of [said.changed ?? []].flat()) changed(topic);
  });
  socket.addEventListener("close", (event) => {
    socket = null;
    lost = true;
    if (event.code === 4401) return;
    setTimeout(connect, delay * (0.5 + Math.random()));
    delay = Math.min(delay * 2, WAIT.most);
  });
}

function renew() {
  if (socket?.readyState === WebSocket.OPEN) subscribe();
  else if (!socket) connect();
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

// A part that is replaced under the keyboard keeps the keyboard's place.
let place = null;
document.addEventListener("htmx:beforeSwap", (event) => {
  const focused = document.activeElement;
  place = focused && event.detail.target?.contains(focused) ? { id: focused.id, href: focused.getAttribute("href") } : null;
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (!place || document.activeElement !== document.body) return;
  const same = place.id ? document.getElementById(place.id) : place.href && event.target.querySelector(`a[href="${CSS.escape(place.href)}"]`);
  same?.focus({ preventScroll: true });
  place = null;
});
connect();
