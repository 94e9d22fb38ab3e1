// What htmx does with answers that are not 200: a refusal rises as a dialog, a form with faults takes its place,
// a lost session leads to sign-in, a broken server or network is said in a toast and nothing on the page is lost.
import { open } from "./dialog.js";
import { say } from "./toast.js";

const words = (name) => document.body.dataset[name] ?? "";

function isEntrance(xhr) {
  return xhr.responseURL && xhr.responseText.includes("data-entrance") && !document.querySelector("[data-entrance]");
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const detail = event.detail;
  if (isEntrance(detail.xhr)) {
    detail.shouldSwap = false;
    location.assign(new URL(detail.xhr.responseURL).pathname + "?next=" + encodeURIComponent(location.pathname + location.search));
    return;
  }
  if (detail.xhr.status < 400) return;
  detail.isError = false;
  const slot = document.getElementById("refusal");
  if (detail.xhr.responseText.includes("data-refusal") && slot) {
    detail.target = slot;
    detail.swapOverride = "innerHTML";
    detail.selectOverride = "unset";
    detail.shouldSwap = true;
  } else if (detail.xhr.status === 422) {
    detail.shouldSwap = true;
  } else {
    detail.shouldSwap = false;
    say(words("wordsBroken"), { look: true, stay: true });
  }
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target?.id === "refusal") open(event.detail.target);
});
document.addEventListener("htmx:sendError", () => say(words("wordsOffline"), { look: true }));
document.addEventListener("htmx:timeout", () => say(words("wordsOffline"), { look: true }));
