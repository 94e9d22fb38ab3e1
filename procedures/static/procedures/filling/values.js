// What stands in the form now, as the server would keep it: numbers as numbers, choices as their codes.
export function number(text) {
  const plain = String(text ?? "").replace(/(đồng|đ|₫|vnđ|vnd)\.?\s*$/i, "").trim();
  if (!plain) return null;
  const grouped = /^[+-]?\d{1,3}([. ]\d{3})+(,\d{1,6})?$/.test(plain);
  const value = Number((grouped ? plain.replace(/[. ]/g, "") : plain).replace(",", "."));
  return Number.isFinite(value) ? value : null;
}

export const grouped = (value) => new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 6 }).format(value);

const controls = (form, name) => [...form.elements].filter((each) => each.name === name);

function single(control) {
  if (control.closest("money-field") || ["numeric", "decimal"].includes(control.inputMode)) return number(control.value) ?? control.value;
  return control.value;
}

// The value of a key: a number, a text, a list of choices, a stretch, rows; "" when there is none.
export function valueOf(form, key) {
  const result = form.querySelector(`[data-result="${CSS.escape(key)}"]`);
  if (result) return number(result.textContent) ?? "";
  const found = controls(form, key);
  if (found.length && found[0].type === "radio") return found.find((each) => each.checked)?.value ?? "";
  if (found.length && found[0].type === "checkbox") {
    const chosen = found.filter((each) => each.checked).map((each) => each.value);
    return found.length === 1 && found[0].value === "1" ? chosen.length > 0 || "" : chosen;
  }
  if (found.length) return single(found[0]);
  const from = controls(form, `${key}.from`)[0];
  if (from) return stretch(form, key, from);
  return [...form.querySelectorAll(`[data-name="${CSS.escape(key)}"] [data-rows] > [data-row]`)];
}

function stretch(form, key, from) {
  const to = controls(form, `${key}.to`)[0];
  if (!from.value || !to?.value) return "";
  const half = (part) => controls(form, `${key}.${part}`)[0]?.checked ?? false;
  return { from: from.value, to: to.value, from_half: half("from_half"), to_half: half("to_half") };
}
