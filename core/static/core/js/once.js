// Once: a second touch on a button that is already working does nothing. The button keeps its width and says its verb
// (data-busy="Đang ký"). The server guards the act as well; this is only courtesy.
const working = new WeakSet();
const before = new WeakMap();

function busy(button) {
  before.set(button, button.innerHTML);
  button.style.minWidth = `${button.offsetWidth}px`;
  button.setAttribute("aria-busy", "true");
  const spin = Object.assign(document.createElement("span"), { className: "spin" });
  spin.setAttribute("aria-hidden", "true");
  button.replaceChildren(spin, button.dataset.busy || button.textContent.trim());
}

function ready(button) {
  if (!before.has(button)) return;
  button.innerHTML = before.get(button);
  before.delete(button);
  button.style.minWidth = "";
  button.removeAttribute("aria-busy");
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (working.has(form)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  if (form.method === "get" || form.hasAttribute("data-again") || form.target === "_blank") return;
  working.add(form);
  const button = event.submitter;
  // After the browser has read the form: a disabled or changed button would lose its name and value.
  setTimeout(() => {
    if (event.defaultPrevented && !isHtmx(form)) return release(form);
    if (button?.matches(".button")) busy(button);
  });
}, true);

function isHtmx(form) {
  return form.matches("[hx-post], [hx-put], [hx-patch], [hx-delete], [data-hx-post]") || form.closest("[hx-boost]");
}

function release(form) {
  working.delete(form);
  form.querySelectorAll("[aria-busy]").forEach(ready);
  if (form.id) document.querySelectorAll(`[form="${CSS.escape(form.id)}"][aria-busy]`).forEach(ready);
}

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form");
  if (form) release(form);
});
window.addEventListener("pageshow", () => document.querySelectorAll("form").forEach(release));
export { release };
