// Keys: "/" to the search field, "?" shows the keys, j and k walk a list, and any control with data-key="n".
function typing(target) {
  return target.closest("input, textarea, select, [contenteditable=true]") !== null;
}

const seen = (element) => element.offsetParent !== null && !element.disabled;

function rows() {
  return [...document.querySelectorAll(".row .title a, .register tbody .subject a, [data-list] > * a[data-row]")].filter(seen);
}

function walk(step) {
  const all = rows();
  if (!all.length) return;
  const here = all.findIndex((link) => link === document.activeElement || link.closest(".row, tr")?.contains(document.activeElement));
  const next = all[Math.min(Math.max(here + step, 0), all.length - 1)];
  next.focus({ focusVisible: true });
  next.scrollIntoView({ block: "nearest" });
}

function press(key) {
  const control = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find(seen);
  if (control?.matches("input, textarea")) control.focus();
  else control?.click();
  return Boolean(control);
}

const KEYS = {
  "/": () => [...document.querySelectorAll("[role=search] input")].find(seen)?.focus(),
  "?": () => document.getElementById("keys-dialog")?.showModal(),
  j: () => walk(1),
  k: () => walk(-1),
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.matches?.("[role=search] input")) event.target.blur();
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  if (KEYS[event.key]) {
    event.preventDefault();
    KEYS[event.key]();
  } else if (event.key.length === 1 && press(event.key.toLowerCase())) {
    event.preventDefault();
  }
});
