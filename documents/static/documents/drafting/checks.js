// The checker reads what is typed, a moment after typing stops; a touch on a fault leads to its place.
import { adoptRegions } from "./adopt.js";
import { show } from "./panes.js";
import { parsed, send } from "./send.js";

const PAUSE = 700;

export class Checks {
  constructor(draft) {
    this.draft = draft;
    draft.addEventListener("typed", () => this.soon(PAUSE));
    draft.form.elements.signer?.addEventListener("change", () => this.soon(0));
    document.addEventListener("click", (event) => this.touched(event.target.closest?.("[data-go]")));
  }

  soon(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), pause);
  }

  async ask() {
    if (this.isAsking) return this.soon(PAUSE);
    this.isAsking = true;
    const at = this.draft.typed;
    const answer = await send(this.draft.form.dataset.check, this.draft.data());
    this.isAsking = false;
    const isInUse = document.activeElement?.closest("#faults")?.querySelector("fieldset")?.contains(document.activeElement);
    if (answer.status === 200 && !isInUse && answer.text.includes('id="faults"')) adoptRegions(parsed(answer.text));
    if (this.draft.typed !== at) this.soon(PAUSE);
  }

  touched(button) {
    if (button) this.go(button);
  }

  go(button) {
    const { go: name, where } = button.dataset;
    const index = Number(where.split(":")[1] ?? 0);
    show("write");
    if (name === "body" && this.draft.editor) return this.draft.editor.show(index);
    const field = this.draft.form.elements[name];
    for (let fold = field?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    field?.closest("[data-of-kind]")?.removeAttribute("hidden");
    field?.focus();
    field?.scrollIntoView({ block: "center" });
    if (field?.matches("textarea")) this.mark(field, index);
  }

  mark(field, index) {
    const lines = field.value.split("\n");
    const start = lines.slice(0, index).join("\n").length + (index ? 1 : 0);
    field.setSelectionRange(start, start + (lines[index] ?? "").length);
  }

  first() {
    const button = document.querySelector("#faults li[data-error] [data-go]");
    if (button) this.go(button);
    else show("checks");
  }
}
