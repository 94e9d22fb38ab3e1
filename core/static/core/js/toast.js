// Toasts: server messages in .toasts, and `toast` events ({text, stay?, look?}) from anywhere, also by an HX-Trigger
// header. They leave by themselves unless they must stay or are being read.
const LASTS = 6000;
const shelf = document.querySelector(".toasts");

function adopt(toast) {
  toast.querySelector("[data-close-toast]")?.addEventListener("click", () => toast.remove());
  toast.addEventListener("keydown", (event) => event.key === "Escape" && toast.remove());
  if (!toast.hasAttribute("data-stay")) setTimeout(() => leave(toast), LASTS);
}

function leave(toast) {
  if (toast.matches(":hover, :focus-within")) setTimeout(() => leave(toast), 2000);
  else toast.remove();
}

// Say one sentence. look: it is a caution; stay: until closed by hand.
export function say(text, { stay = false, look = false } = {}) {
  const template = document.getElementById("toast-template");
  if (!template || !shelf) return;
  const toast = template.content.firstElementChild.cloneNode(true);
  toast.querySelector("[data-text]").textContent = text;
  toast.querySelector(look ? "[data-icon-fine]" : "[data-icon-look]")?.remove();
  toast.toggleAttribute("data-stay", stay);
  shelf.append(toast);
}

if (shelf) {
  shelf.querySelectorAll(":scope > .toast").forEach(adopt);
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) if (node.matches?.(".toast")) adopt(node);
  }).observe(shelf, { childList: true });
}
document.addEventListener("toast", (event) => say(event.detail.text ?? event.detail.value, event.detail));
