// A part that is replaced under the keyboard keeps the keyboard's place: by id, or by the same link.
let place = null;

document.addEventListener("htmx:beforeSwap", (event) => {
  const focused = document.activeElement;
  const inside = focused && event.detail.target?.contains(focused);
  place = inside ? { id: focused.id, href: focused.getAttribute("href") } : null;
});

document.addEventListener("htmx:afterSettle", () => {
  if (!place) return;
  const { id, href } = place;
  place = null;
  if (document.activeElement && document.activeElement !== document.body) return;
  const same = id ? document.getElementById(id) : href && document.querySelector(`main a[href="${CSS.escape(href)}"]`);
  same?.focus({ preventScroll: true });
});
