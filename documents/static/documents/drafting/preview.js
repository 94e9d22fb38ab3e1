// The page as it would be printed from what is typed now: a moment after typing stops, one at a time, and the last good
// page stays while the next is laid out. Not asked for while nobody can see it.
const PAUSE = 800;

export class Preview {
  constructor(draft, viewer, note) {
    Object.assign(this, { draft, viewer, note, shown: 0 });
    draft.addEventListener("typed", () => this.soon());
    draft.addEventListener("adopted", () => this.again());
  }

  again() {
    this.shown = -1;
    this.soon();
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.lay(), PAUSE);
  }

  async lay() {
    if (this.isLaying || this.shown === this.draft.typed || !this.viewer.offsetParent) return;
    this.isLaying = true;
    const at = this.draft.typed;
    this.note.textContent = this.note.dataset.wordsLaying;
    this.note.textContent = await this.trouble();
    this.isLaying = false;
    this.shown = this.shown === -2 ? -1 : at;
    if (this.draft.typed !== at) this.soon();
  }

  // Lays the page out and shows it; says in words what went wrong, or nothing.
  async trouble() {
    try {
      const answer = await fetch(this.draft.form.dataset.preview, { method: "POST", body: this.draft.data(), headers: { "HX-Request": "true" } });
      if (answer.ok && answer.headers.get("Content-Type") === "application/pdf") {
        await this.viewer.renew(await answer.arrayBuffer());
        return "";
      }
      const said = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-refusal] p");
      return said?.textContent ?? this.note.dataset.wordsBroken;
    } catch {
      return this.note.dataset.wordsBroken;
    }
  }
}
