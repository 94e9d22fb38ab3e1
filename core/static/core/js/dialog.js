// Dialogs and rising sheets: <a href="/confirm/" data-dialog="ID"> opens <dialog id="ID">; without a script the link
// leads to the page that asks the same. [data-close] and a touch on the scrim close it; focus goes back by itself.
function open(dialog) {
  if (!dialog.open) dialog.showModal();
  (dialog.querySelector("[autofocus]") ?? dialog.querySelector("h2"))?.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog) {
    event.preventDefault();
    open(dialog);
    return;
  }
  const closer = event.target.closest("[data-close]");
  if (closer?.closest("dialog")) {
    event.preventDefault();
    closer.closest("dialog").close();
  }
});

document.addEventListener("pointerdown", (event) => {
  const dialog = event.target;
  if (!(dialog instanceof HTMLDialogElement) || !dialog.open || dialog.hasAttribute("data-grave")) return;
  const box = dialog.getBoundingClientRect();
  const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
  if (!inside) dialog.close();
});

// A dialog that arrives by htmx with data-open opens at once.
document.addEventListener("htmx:afterSettle", () => document.querySelectorAll("dialog[data-open]:not([open])").forEach(open));
document.querySelectorAll("dialog[data-open]:not([open])").forEach(open);
export { open };
