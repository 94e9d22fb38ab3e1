// Fields that are asked only under a condition: the same rules as workflows/conditions.py. The server judges again.
import { valueOf } from "./values.js";

const empty = (value) => value === "" || value === null || value === undefined || (Array.isArray(value) && !value.length);
const alike = (one, other) => typeof one === typeof other;
const contains = (found, value) => (Array.isArray(found) ? found.includes(value) : typeof found === "string" && typeof value === "string" && found.includes(value));
const ordered = (test) => (found, value) => alike(found, value) && ["number", "string"].includes(typeof found) && test(found, value);
const OPS = {
  eq: (found, value) => alike(found, value) && found === value,
  ne: (found, value) => alike(found, value) && found !== value,
  lt: ordered((found, value) => found < value),
  le: ordered((found, value) => found <= value),
  gt: ordered((found, value) => found > value),
  ge: ordered((found, value) => found >= value),
  in: (found, value) => Array.isArray(value) && value.includes(found),
  not_in: (found, value) => Array.isArray(value) && !value.includes(found),
  contains,
};

export function holds(condition, read) {
  if (condition.all) return condition.all.every((part) => holds(part, read));
  if (condition.any) return condition.any.some((part) => holds(part, read));
  if (condition.not) return !holds(condition.not, read);
  if (!condition.field) return true;
  const found = read(condition.field);
  if (condition.op === "empty") return empty(found);
  if (condition.op === "filled") return !empty(found);
  if (empty(found)) return ["ne", "not_in"].includes(condition.op);
  return OPS[condition.op]?.(found, condition.value) ?? false;
}

// A field that is not asked counts as empty for the others.
function decide(form) {
  const asked = [...form.querySelectorAll("[data-show-if]")];
  const hidden = new Set(asked.filter((each) => each.hidden).map((each) => each.dataset.key));
  const read = (key) => (hidden.has(key) ? "" : valueOf(form, key));
  for (let round = 0; round < 6; round += 1) {
    const before = [...hidden].join();
    for (const each of asked) {
      if (holds(JSON.parse(each.dataset.showIf), read)) hidden.delete(each.dataset.key);
      else hidden.add(each.dataset.key);
    }
    if ([...hidden].join() === before) break;
  }
  for (const each of asked) each.hidden = hidden.has(each.dataset.key);
}

const form = document.getElementById("filling");
if (form) {
  const again = () => decide(form);
  for (const name of ["input", "change", "filled"]) form.addEventListener(name, again);
  form.addEventListener("answered", (event) => {
    // What only the server knows (roles, units) it tells: those fields follow its word.
    for (const each of form.querySelectorAll("[data-show-if]")) {
      if (/"requester_/.test(each.dataset.showIf)) each.hidden = event.detail.unasked?.includes(each.dataset.key) ?? each.hidden;
    }
  });
  again();
  for (const each of form.querySelectorAll("[data-show-if][data-unasked]")) if (/"requester_/.test(each.dataset.showIf)) each.hidden = true;
}
