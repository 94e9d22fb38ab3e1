// Rows that repeat: added from a template, taken out, always named table.row.column by their place.
class RepeatingTable extends HTMLElement {
  connectedCallback() {
    this.rows = this.querySelector("[data-rows]");
    this.template = this.querySelector("template");
    this.thin();
    this.addEventListener("click", (event) => {
      if (event.target.closest("[data-add]")) this.add(true);
      const remove = event.target.closest("[data-remove]");
      if (remove) this.remove_(remove.closest("[data-row]"));
    });
  }

  // Blank rows are there for browsers without a script; one is enough with a button to add more.
  thin() {
    const blank = (row) => [...row.querySelectorAll("input, select, textarea")].every((each) => !each.value);
    const rows = [...this.rows.children].filter((row) => blank(row) && !row.querySelector(".fault"));
    const keep = this.rows.children.length === rows.length ? 1 : 0;
    rows.slice(keep).forEach((row) => row.remove());
    this.number();
  }

  add(focus) {
    this.rows.append(this.template.content.cloneNode(true));
    this.number();
    if (focus) this.rows.lastElementChild.querySelector("input, select, textarea")?.focus();
    this.changed();
  }

  remove_(row) {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    this.number();
    if (!this.rows.children.length) this.add(false);
    (next?.querySelector("input, select, textarea") ?? this.querySelector("[data-add]"))?.focus();
    this.changed();
  }

  number() {
    const prefix = this.dataset.name;
    const pattern = new RegExp(`(^|-)${prefix}([.-])(?:__n__|\\d+)([.-])`);
    [...this.rows.children].forEach((row, place) => {
      for (const each of [...row.querySelectorAll("[name], [id], [for], [data-key], [data-result], [aria-describedby]")]) {
        for (const attribute of ["name", "id", "for", "data-key", "data-result", "aria-describedby"]) {
          const value = each.getAttribute(attribute);
          if (value) each.setAttribute(attribute, value.replace(pattern, `$1${prefix}$2${place}$3`));
        }
      }
    });
  }

  changed() {
    this.dispatchEvent(new Event("input", { bubbles: true }));
    this.dispatchEvent(new CustomEvent("rows-changed", { bubbles: true }));
  }
}

customElements.define("repeating-table", RepeatingTable);
