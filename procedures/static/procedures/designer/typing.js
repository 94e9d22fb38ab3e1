// A sheet that comes back from the server because a choice asks other questions never takes what was typed meanwhile:
// what changed between asking and answering is written into the new sheet, and a choice made meanwhile asks again.
let asked = null;
let late = null;

const sheet = () => document.getElementById("sheet");

// {name, place among its namesakes: control}
function controls(form) {
  const found = new Map();
  const counts = {};
  for (const each of form.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    if (!each.name) continue;
    counts[each.name] = (counts[each.name] ?? 0) + 1;
    found.set(`${each.name} ${counts[each.name]}`, each);
  }
  return found;
}

const isMark = (control) => ["checkbox", "radio"].includes(control.type);
const valueOf = (control) => (isMark(control) ? control.checked : control.multiple ? [...control.selectedOptions].map((each) => each.value).join("\n") : control.value);
const values = (form) => new Map([...controls(form)].map(([key, control]) => [key, valueOf(control)]));

function write(control, value) {
  if (isMark(control)) control.checked = value;
  else if (control.multiple) for (const each of control.options) each.selected = value.split("\n").includes(each.value);
  else control.value = value;
}

document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.detail.elt.closest?.("#sheet");
  if (form && event.detail.elt !== form && event.detail.target?.id === "draft") asked = values(form);
});

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target?.id !== "draft") return;
  const form = sheet();
  const isAgain = asked && form && event.detail.requestConfig?.elt !== form && event.detail.shouldSwap;
  late = isAgain ? [...values(form)].filter(([key, value]) => asked.get(key) !== value) : null;
  asked = null;
});

document.addEventListener("htmx:afterSettle", (event) => {
  const form = sheet();
  if (!late?.length || !form) return;
  const fresh = controls(form);
  const changed = late.map(([key, value]) => [fresh.get(key), value]).filter(([control]) => control);
  late = null;
  for (const [control, value] of changed) write(control, value);
  const choice = changed.map(([control]) => control).find((control) => control.hasAttribute("hx-post"));
  choice?.dispatchEvent(new Event("change", { bubbles: true }));
});
