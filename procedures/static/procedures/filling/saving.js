// Saving while one types. First on this device, then on the server; a lost connection loses nothing, and a draft that
// changed elsewhere is told before anything is overwritten. The device's key makes every repeat the same case.
import * as files from "./files.js";
import * as shelf from "../../../../core/static/core/js/kept.js";

const SOON = 1200;
const AGAIN = 15000;
const UNSENT = new Set(["csrfmiddlewaretoken", "seen", "act", "client"]);

export function begin(form) {
  new Saving(form).start();
}

class Saving {
  constructor(form) {
    this.form = form;
    this.words = form.dataset;
    this.told = document.getElementById("saved");
    this.conflict = document.getElementById("conflict");
    this.client = form.elements.client.value;
    this.queue = [];
    this.sending = null;
    this.dirty = false;
    this.stopped = false;
  }

  async start() {
    const { form } = this;
    form.addEventListener("input", (event) => event.target.type !== "file" && this.changed());
    form.addEventListener("change", (event) => event.target.type === "file" && this.chosen(event.target));
    form.addEventListener("submit", (event) => this.submit(event));
    document.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
      event.preventDefault();
      this.save();
    });
    window.addEventListener("online", () => (this.dirty || this.queue.length) && this.save());
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.dirty && this.save());
    this.conflict.addEventListener("click", (event) => this.choose(event.target.closest("[data-use]")?.dataset.use));
    await this.find();
  }

  // --- What this device still keeps ------------------------------------------------------------------

  async find() {
    const own = await shelf.sweep().then(shelf.all).catch(() => []);
    const record = own.find((each) => each.client === this.client) ?? (this.words.case ? null : own.find((each) => this.isBegunHere(each)));
    if (!record) return;
    if (record.client !== this.client) this.adopt(record);
    this.record = record;
    if (String(record.seen ?? "") === this.form.elements.seen.value) {
      this.restore(record);
      this.save();
    } else {
      this.tell("wordsLocal");
    }
  }

  // A form begun without a network has no case yet: the next blank form of the procedure goes on with it.
  isBegunHere(record) {
    return record.procedure === this.words.procedure && !record.case;
  }

  adopt(record) {
    this.client = record.client;
    this.form.elements.client.value = record.client;
  }

  restore(record) {
    this.queue = record.files ?? [];
    this.grow(record.fields);
    const values = new Map();
    for (const [name, value] of record.fields) values.set(name, [...(values.get(name) ?? []), value]);
    for (const control of this.form.elements) {
      if (!control.name || UNSENT.has(control.name) || control.type === "file" || control.tagName === "BUTTON") continue;
      const given = values.get(control.name) ?? [];
      if (["checkbox", "radio"].includes(control.type)) control.checked = given.includes(control.value);
      else if (control.type !== "hidden") control.value = given[0] ?? "";
    }
    files.waiting(this.form, this.queue);
    this.form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // Rows of tables that the page does not have yet.
  grow(fields) {
    for (const table of this.form.querySelectorAll("repeating-table")) {
      const pattern = new RegExp(`^${table.dataset.name}\\.(\\d+)\\.`);
      const rows = Math.max(0, ...fields.map(([name]) => Number(pattern.exec(name)?.[1] ?? -1) + 1));
      while (table.rows && table.rows.children.length < rows) table.add(false);
    }
  }

  choose(use) {
    if (!use) return;
    if (use === "theirs") {
      shelf.drop(this.client).finally(() => location.reload());
      return;
    }
    this.conflict.hidden = true;
    this.stopped = false;
    if (this.theirs) this.form.elements.seen.value = this.theirs;
    else if (this.record) this.restore(this.record);
    this.save();
  }

  tell(words) {
    this.stopped = true;
    this.conflict.querySelector("span").textContent = this.conflict.dataset[words];
    this.conflict.hidden = false;
  }

  // --- Typing ------------------------------------------------------------------------------------------

  changed() {
    this.dirty = true;
    this.form.dataset.dirty = "1";
    this.say("wordsUnsaved", true);
    this.keep();
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.save(), SOON);
  }

  keep() {
    const fields = [...new FormData(this.form)].filter(([name, value]) => typeof value === "string" && !UNSENT.has(name));
    const { procedure } = this.words;
    this.record = { client: this.client, reader: shelf.reader(), procedure, case: this.words.case ?? null, seen: this.form.elements.seen.value, at: Date.now(), fields, files: this.queue };
    return shelf.put(this.record).catch(() => undefined);
  }

  async chosen(input) {
    const key = input.name.replace(/^(tep|anh)\./, "");
    for (const file of input.files) this.queue.push({ key, name: file.name, blob: file });
    input.value = "";
    await this.keep(); // only what is kept is shown as waiting
    files.waiting(this.form, this.queue);
    this.save();
  }

  // --- Sending -----------------------------------------------------------------------------------------

  async save() {
    clearTimeout(this.waiting);
    if (this.stopped) return false;
    if (this.sending) {
      await this.sending;
      if (!this.dirty && !this.queue.length) return true;
    }
    this.sending = this.send();
    const done = await this.sending;
    this.sending = null;
    return done;
  }

  async send() {
    if (!navigator.onLine) return this.later("wordsOffline");
    this.dirty = false;
    this.say("wordsSaving");
    const sent = this.queue.slice(0, 4);
    const answer = await this.post("save", sent).catch(() => null);
    if (!answer) return this.later("wordsOffline");
    if (answer.redirected || answer.status === 403) return this.later("wordsEntrance", false);
    const said = await answer.json().catch(() => null);
    if (said?.done) return this.handedIn(said.done);
    if (answer.status === 409 && said) return this.conflicted(said);
    if (!said || answer.status >= 500) return this.later("wordsBroken");
    if (!answer.ok) this.refused(said, sent);
    if (!said.case) return this.later("wordsUnsaved", false);
    this.queue = this.queue.filter((each) => !sent.includes(each));
    return this.saved(said, answer.ok);
  }

  post(act, sent) {
    const body = new FormData(this.form);
    for (const input of this.form.querySelectorAll("input[type=file]")) body.delete(input.name);
    for (const { key, name, blob } of sent) body.append(`tep.${key}`, blob, name);
    body.set("act", act);
    return fetch(this.form.action, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "follow" });
  }

  later(words, again = true) {
    this.dirty = true;
    this.say(words, true);
    if (again) this.waiting = setTimeout(() => this.save(), AGAIN);
    return false;
  }

  conflicted(said) {
    this.dirty = true;
    this.theirs = said.version;
    this.keep().then(() => this.tell("wordsConflict"));
    return false;
  }

  // What this device kept was handed in long ago: it is forgotten here.
  handedIn(address) {
    shelf.drop(this.client).finally(() => (this.words.case ? location.assign(address) : location.reload()));
    return false;
  }

  refused(said, sent) {
    document.dispatchEvent(new CustomEvent("toast", { detail: { text: said.said, look: true, stay: Boolean(sent.length) } }));
  }

  async saved(said, whole) {
    this.form.elements.seen.value = said.version;
    if (this.words.case !== String(said.case)) {
      this.words.case = said.case;
      this.form.action = said.url;
      history.replaceState(null, "", said.url);
    }
    files.lines(this.form, said.files);
    files.waiting(this.form, this.queue);
    this.form.dispatchEvent(new CustomEvent("answered", { detail: said }));
    this.faults(said.faults ?? {});
    if (this.dirty || this.queue.length) {
      await this.keep();
      if (this.queue.length) this.waiting = setTimeout(() => this.save(), 0);
      return whole;
    }
    delete this.form.dataset.dirty;
    await shelf.drop(this.client).catch(() => undefined);
    this.told.querySelector("span").textContent = `${this.words.wordsSaved} ${said.saved}`;
    this.told.classList.remove("look");
    return whole;
  }

  // A fault is told under a field one has left; while typing nobody is corrected.
  faults(faults) {
    this.form.querySelectorAll("[data-live-fault]").forEach((each) => each.remove());
    for (const [name, sentence] of Object.entries(faults)) {
      const box = this.form.querySelector(`[data-key="${CSS.escape(name)}"] > .field, [data-key="${CSS.escape(name.split(".")[0])}"] > .field`);
      if (!box || box.contains(document.activeElement) || box.querySelector(".fault")) continue;
      const told = Object.assign(document.createElement("p"), { className: "fault", textContent: sentence });
      told.dataset.liveFault = "1";
      told.setAttribute("role", "status");
      box.append(told);
    }
  }

  say(words, look = false) {
    this.told.querySelector("span").textContent = this.words[words];
    this.told.querySelector(".icon")?.remove();
    this.told.classList.toggle("look", look);
  }

  // The press waits for what is still on its way to the server; then the plain form goes, whole.
  async submit(event) {
    if (!this.sending && !this.queue.length) {
      clearTimeout(this.waiting);
      return;
    }
    event.preventDefault();
    const button = event.submitter;
    do if (!(await this.save())) return;
    while (this.queue.length);
    this.form.requestSubmit(button);
  }
}
