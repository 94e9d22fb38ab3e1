// The draft on this page: what is typed, what is kept, and the one line of requests that change it, one after another,
// so that no answer overtakes another. It tells "typed" (something changed), "adopted" (the server changed something).
import { adoptErrors, adoptRegions, adoptValues, rise } from "./adopt.js";
import { isEntrance, parsed, send } from "./send.js";

const PAUSE = 2500; // ms after the last key
const LONGEST = 10000; // ms of typing without a pause
const AGAIN = 15000; // ms until a cut line is tried again

export class Draft extends EventTarget {
  constructor(form) {
    super();
    this.form = form;
    this.typed = this.kept = 0;
    this.line = Promise.resolve();
    for (const name of ["input", "change"]) form.addEventListener(name, (event) => event.target.type !== "hidden" && this.touch());
    addEventListener("online", () => this.save());
    document.addEventListener("visibilitychange", () => document.hidden && this.save());
    addEventListener("beforeunload", (event) => this.isUnsaved && !this.isLeaving && event.preventDefault());
  }

  get isUnsaved() {
    return this.typed !== this.kept;
  }

  get editor() {
    return this.form.querySelector("body-editor.ready");
  }

  // What a press of the button would send; files only when asked for, each field once.
  data(button, { files = false } = {}) {
    const data = new FormData(this.form);
    if (!files) data.delete("file");
    if (button?.name) data.append(button.name, button.value);
    return data;
  }

  touch() {
    this.typed += 1;
    if (!this.conflict) this.say("unsaved");
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.save(), PAUSE);
    this.latest ??= setTimeout(() => this.save(), LONGEST);
    this.dispatchEvent(new Event("typed"));
  }

  // True when everything typed so far is on the server.
  save() {
    this.line = this.line.then(() => this.saveNow());
    return this.line;
  }

  async saveNow() {
    clearTimeout(this.soon);
    clearTimeout(this.latest);
    this.latest = undefined;
    if (!this.isUnsaved) return true;
    if (this.conflict) return false;
    const at = this.typed;
    this.say("saving");
    const answer = await send(this.form.action, this.data());
    const page = parsed(answer.text);
    const saved = page.getElementById("saved");
    if (answer.status === 200 && saved) this.keptAs(saved, at);
    else this.notKept(answer, page);
    return answer.status === 200 && Boolean(saved);
  }

  keptAs(saved, at) {
    this.kept = at;
    this.setSeen(saved.dataset.version);
    adoptErrors(this.form, null);
    document.getElementById("saved").replaceWith(document.importNode(saved, true));
    if (this.typed === at) document.dispatchEvent(new Event("draft-saved"));
    else this.say("unsaved");
  }

  notKept(answer, page) {
    if (answer.status === 409 && page.getElementById("conflict")) return this.collide(page.getElementById("conflict"));
    if (answer.status === 422) adoptErrors(this.form, page);
    else if (answer.status >= 400 && answer.status < 500) rise(page);
    this.say(isEntrance(answer) ? "entrance" : { 0: "offline", 422: "wrong" }[answer.status] ?? "broken");
    if (answer.status === 0 || answer.status >= 500) this.soon = setTimeout(() => this.save(), AGAIN);
  }

  // Saved elsewhere meanwhile: nothing is sent until a person says which of the two shall stand.
  collide(news) {
    this.conflict = true;
    document.getElementById("conflict").replaceWith(document.importNode(news, true));
    const line = document.getElementById("conflict");
    line.querySelector("[data-keep-mine]").addEventListener("click", (event) => {
      this.setSeen(event.currentTarget.dataset.version);
      this.conflict = false;
      line.replaceWith(Object.assign(document.createElement("div"), { id: "conflict" }));
      this.save();
    });
    this.say("conflict");
    line.scrollIntoView({ block: "nearest" });
  }

  setSeen(version) {
    for (const input of document.querySelectorAll("input[name=seen]")) input.value = version;
  }

  say(word) {
    const state = document.getElementById("saved");
    state.replaceChildren(this.form.dataset[`words${word[0].toUpperCase()}${word.slice(1)}`]);
    state.classList.toggle("look", !["unsaved", "saving"].includes(word));
  }

  // Presses a button of the form (or asks for the page itself) and takes over what the server made of it.
  act(button, how = {}) {
    button?.setAttribute("aria-busy", "true");
    this.line = this.line.then(() => this.actNow(button, how)).finally(() => button?.removeAttribute("aria-busy"));
    return this.line;
  }

  async actNow(button, { files = false, progress, method = "POST" } = {}) {
    clearTimeout(this.soon);
    const at = this.typed;
    const data = method === "POST" ? this.data(button, { files }) : null;
    const answer = await send(button?.formAction ?? this.form.action, data, { method, progress, fragment: !button || button.formAction !== this.form.action });
    const page = parsed(answer.text);
    if (answer.status === 200 && page.getElementById("draft")) this.adopt(page, at);
    else if (answer.status >= 400 && page.getElementById("draft")) this.refuse(page);
    else if (answer.status >= 400 && !page.getElementById("conflict")) rise(page);
    else this.notKept(answer, page);
    return answer.status === 200;
  }

  adopt(page, at) {
    this.page = page;
    const isAsSent = this.typed === at;
    if (isAsSent) adoptValues(this.form, page, this.editor);
    adoptRegions(page);
    adoptErrors(this.form, page);
    this.setSeen(page.querySelector("#draft input[name=seen]").value);
    this.kept = at;
    if (isAsSent) document.dispatchEvent(new Event("draft-saved"));
    else this.say("unsaved");
    this.dispatchEvent(new Event("adopted"));
  }

  refuse(page) {
    adoptErrors(this.form, page);
    this.say("wrong");
  }
}
