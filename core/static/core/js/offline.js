// The house installed on a tablet: the service worker keeps the shell and what was opened for reading, and forgets all
// of it on signing out. Nothing is ever signed or sent from the cache.
import { say } from "./toast.js";

const worker = document.body.dataset.serviceWorker;
if (worker && "serviceWorker" in navigator && window.isSecureContext) {
  navigator.serviceWorker.register(worker, { scope: "/" });
}
document.addEventListener("submit", (event) => {
  if (event.target.hasAttribute("data-sign-out")) navigator.serviceWorker?.controller?.postMessage("forget");
});
function told() {
  document.documentElement.toggleAttribute("data-offline", !navigator.onLine);
}
window.addEventListener("offline", () => {
  told();
  say(document.body.dataset.wordsOffline, { look: true });
});
window.addEventListener("online", told);
told();
