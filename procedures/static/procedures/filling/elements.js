// Small elements that help typing; every one of them wraps plain controls that work alone.
import { grouped, number, valueOf } from "./values.js";

// Money: groups the digits while one types and keeps the caret where it was.
class MoneyField extends HTMLElement {
  connectedCallback() {
    const input = this.querySelector("input");
    input?.addEventListener("input", () => {
      const fromEnd = input.value.length - input.selectionStart;
      const digits = input.value.replace(/\D/g, "");
      if (!digits || digits.length > 15 || /[^\d. ]/.test(input.value)) return;
      input.value = grouped(Number(digits));
      const at = Math.max(0, input.value.length - fromEnd);
      input.setSelectionRange(at, at);
    });
  }
}

// A stretch of days: the last day is never before the first.
class DateRange extends HTMLElement {
  connectedCallback() {
    const [from, to] = this.querySelectorAll("input[type=date]");
    from?.addEventListener("change", () => {
      to.min = from.value;
      if (from.value && (!to.value || to.value < from.value)) {
        to.value = from.value;
        to.dispatchEvent(new Event("input", { bubbles: true }));
      }
    });
    if (from?.value) to.min = from.value;
  }
}

// Calculated fields: shown at once while one types; the server's word replaces it with the next save.
const SUMS = {
  sum: (terms) => (terms.flat().length ? terms.flat().reduce((total, each) => total + each, 0) : null),
  product: (terms) => (terms.every((each) => each.length === 1) ? terms.reduce((total, each) => total * each[0], 1) : null),
  difference: (terms) => (terms.every((each) => each.length === 1) ? terms.slice(1).reduce((total, each) => total - each[0], terms[0][0]) : null),
  days: (terms, values) => span(values[0]),
  count: (terms, values) => values.reduce((total, each) => total + (Array.isArray(each) ? each.length : 0), 0),
};

function span(value) {
  if (!value?.from) return null;
  const days = Math.round((Date.parse(value.to) - Date.parse(value.from)) / 86400000) + 1;
  return days < 1 ? null : days - (value.from_half ? 0.5 : 0) - (value.to_half && days > (value.from_half ? 1 : 0) ? 0.5 : 0);
}

function reader(form, output) {
  const [table, place] = output.dataset.result.split(".");
  return (term) => {
    if (typeof term === "number") return term;
    if (place !== undefined) return valueOf(form, `${table}.${place}.${term}`);
    if (!term.includes(".")) return valueOf(form, term);
    const [rows, column] = term.split(".");
    const numbers = [...form.querySelectorAll(`[data-name="${CSS.escape(rows)}"] [data-rows] > [data-row]`)];
    return numbers.map((row) => valueIn(form, row, column)).filter((value) => value !== null);
  };
}

function valueIn(form, row, column) {
  const control = row.querySelector(`[name$=".${CSS.escape(column)}"]`);
  const result = row.querySelector(`[data-result$=".${CSS.escape(column)}"]`);
  return number(control ? control.value : result?.textContent);
}

const terms = (value) => (Array.isArray(value) ? value.filter((each) => typeof each === "number") : typeof value === "number" ? [value] : []);

class CalculatedField extends HTMLElement {
  calculate(form) {
    const { op, of } = JSON.parse(this.dataset.formula || "{}");
    if (!SUMS[op]) return; // working days need the office's calendar: the server tells
    const read = reader(form, this.output);
    const values = of.map(read);
    const result = SUMS[op](values.map(terms), values);
    this.show(result === null ? "" : `${grouped(result)} ${this.dataset.suffix}`.trim());
  }

  get output() {
    return this.querySelector("output");
  }

  show(text) {
    this.output.textContent = text || "—";
  }
}

// A name typed in a large agency: suggestions come from the server.
class PersonField extends HTMLElement {
  connectedCallback() {
    const input = this.querySelector("input");
    let waiting = 0;
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => this.suggest(input), 250);
    });
  }

  async suggest(input) {
    if (input.value.trim().length < 2 || !navigator.onLine) return;
    const answer = await fetch(`${this.dataset.url}?q=${encodeURIComponent(input.value)}`, { headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) return;
    const { people } = await answer.json();
    this.querySelector("datalist").replaceChildren(...people.map(({ value, label }) => Object.assign(document.createElement("option"), { value, label })));
  }
}

customElements.define("money-field", MoneyField);
customElements.define("date-range", DateRange);
customElements.define("calculated-field", CalculatedField);
customElements.define("person-field", PersonField);

// Columns first, then what adds them up; twice, for sums of sums.
const form = document.getElementById("filling");
if (form) {
  const calculate = () => {
    const all = [...form.querySelectorAll("calculated-field")];
    const ordered = [...all.filter((each) => each.closest("[data-row]")), ...all.filter((each) => !each.closest("[data-row]"))];
    for (let round = 0; round < 2; round += 1) for (const each of ordered) each.calculate(form);
  };
  form.addEventListener("input", calculate);
  form.addEventListener("rows-changed", calculate);
  form.addEventListener("answered", (event) => {
    for (const [name, text] of Object.entries(event.detail.calculated ?? {})) {
      form.querySelector(`[data-result="${CSS.escape(name)}"]`)?.closest("calculated-field")?.show(text);
    }
  });
}
