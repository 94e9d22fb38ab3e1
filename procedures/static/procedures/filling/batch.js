// Reading before approving: a case that was opened is ticked, and the button counts what was read.
class ReadBatch extends HTMLElement {
  connectedCallback() {
    this.cases = [...this.querySelectorAll("[data-case]")];
    this.act = this.querySelector("[data-do]");
    for (const each of this.cases) {
      each.addEventListener("toggle", () => {
        if (each.open && !each.dataset.opened) each.querySelector("[data-read]").checked = true;
        if (each.open) each.dataset.opened = "1";
        this.count();
      });
    }
    this.addEventListener("change", () => this.count());
    this.act.addEventListener("click", (event) => {
      if (this.read === 0) {
        event.preventDefault();
        this.openNext();
      }
    });
    this.count();
  }

  get read() {
    return this.querySelectorAll("[data-read]:checked").length;
  }

  openNext() {
    const next = this.cases.find((each) => !each.dataset.opened);
    if (next) {
      next.open = true;
      next.querySelector("summary").focus();
    }
  }

  count() {
    for (const each of this.cases) each.classList.toggle("is-read", each.querySelector("[data-read]").checked);
    const { wordsRead, wordsDo, wordsSome } = this.dataset;
    const words = this.read === 0 ? wordsRead : this.read === this.cases.length ? wordsDo : wordsSome;
    this.act.textContent = words.replace("%s", this.read || this.cases.length);
    this.act.classList.toggle("main", this.read > 0);
  }
}

customElements.define("read-batch", ReadBatch);
