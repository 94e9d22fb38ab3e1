// Passkeys are allauth's own script; when a device refuses, it says so here in words.
import { say } from "./toast.js";

document.addEventListener("allauth.error", (event) => {
  const quiet = event.detail.exception?.name === "NotAllowedError";
  event.preventDefault();
  say(document.body.dataset[quiet ? "wordsPasskeyStopped" : "wordsPasskeyFailed"], { look: true });
});
