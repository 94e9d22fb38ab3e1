// The house installed on a tablet: the service worker keeps the shell and what was opened for reading, and forgets all
// of it on signing out. Nothing is ever signed or sent from the cache.
import { sweep } from "./kept.js";
import { say } from "./toast.js";

const worker = document.body.dataset.serviceWorker;
if (worker && "serviceWorker" in navigator && window.isSecureContext) {
  navigator.serviceWorker.register(worker, { scope: "/" });
}
document.addEventListener("submit", (event) => {
  if (!event.target.hasAttribute("data-sign-out")) return;
  navigator.serviceWorker?.controller?.postMessage("forget");
  for (const key of Object.keys(localStorage)) if (key.startsWith("an-thu.draft.")) localStorage.removeItem(key);
  indexedDB?.deleteDatabase("an-thu");
});

sweep().catch(() => undefined); // a browser that keeps nothing has nothing to forget

// Without a network a form would leave the page and lose what was typed: it stays, and says so.
document.addEventListener("submit", (event) => {
  if (navigator.onLine) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  say(document.body.dataset.wordsOffline, { look: true });
}, true);

function told() {
  document.documentElement.toggleAttribute("data-offline", !navigator.onLine);
}
window.addEventListener("offline", told);
window.addEventListener("online", told);
told();
