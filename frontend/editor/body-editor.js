// <body-editor data-key="…"> around a <textarea>: edits the structured body and posts it through the textarea, which
// is all there is without JavaScript. The server draws the toolbar and the words (templates/documents/parts/body_editor.html).
//
// Events: "change" (bubbling, a moment after typing stops; the textarea then holds the text), "body-kept" when the copy
// on this device was renewed. Listens for "draft-saved" anywhere on the page: the copy on this device is dropped.
// Methods: replace(html) with undo, show(index) for the block of that number of documents.body.blocks, saved().
import { Editor, createDocument } from "@tiptap/core";
import { EXTENSIONS } from "./schema.js";
import { LocalCopy } from "./local-copy.js";
import { Toolbar } from "./toolbar.js";

const PAUSE = 500; // ms after the last key
const OPTIONS = { preserveWhitespace: false };

export class BodyEditor extends HTMLElement {
  connectedCallback() {
    this.textarea = this.querySelector("textarea");
    if (this.editor || !this.textarea) return;
    this.copy = new LocalCopy(this.dataset.key, this.textarea.value);
    this.editor = new Editor({
      element: this.surface(),
      extensions: EXTENSIONS,
      content: this.textarea.value,
      editable: !this.textarea.readOnly && !this.textarea.disabled,
      injectCSS: false,
      enableInputRules: false,
      enablePasteRules: false,
      parseOptions: OPTIONS,
      editorProps: { attributes: this.words(), handleKeyDown: (_view, event) => this.pressed(event), handleDOMEvents: { keydown: (_view, event) => this.leaves(event) } },
      onUpdate: () => this.typed(),
    });
    this.classList.add("ready");
    this.textarea.hidden = true;
    this.asRead = this.editor.state.doc;
    this.bar = this.querySelector("[role=toolbar]");
    if (this.bar) this.toolbar = new Toolbar(this.bar, this.editor);
    this.listen();
    this.offerCopy();
  }

  disconnectedCallback() {
    this.listening?.abort();
    clearTimeout(this.pause);
    this.write();
    this.editor?.destroy();
    this.editor = undefined;
    this.querySelector(".surface")?.remove();
    if (this.textarea) this.textarea.hidden = false;
  }

  get value() {
    return this.editor ? this.html() : this.textarea.value;
  }

  set value(html) {
    this.replace(html);
  }

  // Changes only what differs, in one step that can be undone.
  replace(html) {
    const { state, view, schema } = this.editor;
    const next = createDocument(html, schema, OPTIONS);
    const start = state.doc.content.findDiffStart(next.content);
    if (start === null) return;
    let { a, b } = state.doc.content.findDiffEnd(next.content);
    const overlap = start - Math.min(a, b);
    if (overlap > 0) [a, b] = [a + overlap, b + overlap];
    view.dispatch(state.tr.replace(start, a, next.slice(start, b)));
  }

  // The draft is on the server now.
  saved() {
    this.asRead = this.editor.state.doc;
    this.copy.forget();
    this.part("recovery")?.setAttribute("hidden", "");
  }

  // Brings the n-th block into sight and sets the cursor there.
  show(index) {
    let found = null;
    let number = -1;
    this.editor.state.doc.descendants((node, position, parent) => {
      if (!node.isTextblock || found !== null) return found === null;
      const isEmptyCell = /^table(Cell|Header)$/.test(parent.type.name) && parent.childCount === 1;
      if (node.textContent.trim() || isEmptyCell) number += 1;
      if (number === index) found = position + 1;
      return false;
    });
    if (found !== null) this.editor.chain().focus(found).scrollIntoView().run();
  }

  focus() {
    this.editor?.view.focus();
  }

  // --- inside

  html() {
    return this.editor.getHTML();
  }

  surface() {
    const surface = document.createElement("div");
    surface.className = "surface";
    this.append(surface);
    return surface;
  }

  words() {
    const words = { role: "textbox", "aria-multiline": "true", lang: "vi", spellcheck: "false", translate: "no" };
    const label = this.dataset.label || this.textarea.labels?.[0]?.textContent.trim();
    if (label) words["aria-label"] = label;
    if (this.dataset.hint) words["aria-description"] = this.dataset.hint;
    if (this.textarea.required) words["aria-required"] = "true";
    return words;
  }

  listen() {
    this.listening = new AbortController();
    const { signal } = this.listening;
    this.textarea.form?.addEventListener("formdata", ({ formData }) => formData.set(this.textarea.name, this.html()), { signal });
    document.addEventListener("draft-saved", () => this.saved(), { signal });
    addEventListener("pagehide", () => this.flush(), { signal });
    this.part("restore")?.addEventListener("click", () => this.restore(), { signal });
    this.part("discard")?.addEventListener("click", () => this.saved(), { signal });
  }

  part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }

  typed() {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.flush(), PAUSE);
  }

  flush() {
    if (!this.pause) return;
    clearTimeout(this.pause);
    this.pause = undefined;
    this.write();
    if (this.editor.state.doc.eq(this.asRead)) this.copy.forget();
    else this.copy.keep(this.textarea.value);
    this.dispatchEvent(new Event("body-kept", { bubbles: true }));
    this.textarea.dispatchEvent(new Event("change", { bubbles: true }));
  }

  write() {
    if (this.editor && !this.editor.state.doc.eq(this.asRead)) this.textarea.value = this.html();
  }

  offerCopy() {
    const kept = this.copy.read();
    const notice = this.part("recovery");
    if (!kept || !notice) return;
    if (this.isHere(kept)) return this.copy.forget();
    this.kept = kept;
    const time = this.part("kept-at");
    if (time) {
      time.dateTime = new Date(kept.at).toISOString();
      time.textContent = new Intl.DateTimeFormat("vi-VN", { hour: "2-digit", minute: "2-digit", day: "2-digit", month: "2-digit" }).format(kept.at);
    }
    notice.hidden = false;
  }

  // Nothing to offer when the same stands here; after saving, the server's tidying of blanks makes no difference.
  isHere(kept) {
    const [old, now] = [createDocument(kept.html, this.editor.schema, OPTIONS), this.editor.state.doc];
    const words = (doc) => doc.textBetween(0, doc.content.size, " ").split(/\s+/).filter(Boolean).join(" ");
    return this.copy.isUnsaved(kept) ? old.eq(now) : words(old) === words(now);
  }

  restore() {
    this.replace(this.kept.html);
    this.part("recovery").hidden = true;
    this.focus();
  }

  pressed(event) {
    if (event.key === "F10" && event.altKey) this.toolbar?.focus();
    return event.key === "F10" && event.altKey;
  }

  // Tab indents and walks through tables; Esc first, then Tab leaves the editor (WCAG 2.1.2).
  leaves(event) {
    const leaving = this.isLeaving && event.key === "Tab";
    if (event.key !== "Shift") this.isLeaving = event.key === "Escape";
    return leaving;
  }
}
