// A form that comes back with faults leads to the first field at fault, or to the sentence about the whole form.
function first(root) {
  const field = root.querySelector("form[method=post] .field.wrong :is(input:not([type=hidden]), select, textarea)");
  return field ?? root.querySelector("form[method=post] .fault-list");
}

function lead(root) {
  const fault = first(root);
  const focused = document.activeElement;
  if (!fault || root.querySelector("[autofocus]") || (focused && focused !== document.body && !root.contains(focused))) return;
  if (fault.matches(".fault-list")) fault.tabIndex = -1;
  fault.focus();
}

const main = document.getElementById("main");
if (main) lead(main);
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.xhr?.status === 422) lead(event.detail.target);
});
