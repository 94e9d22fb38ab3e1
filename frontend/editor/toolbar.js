// Wires the buttons the server drew ([data-command]) to the editor: one stop of the Tab key, arrows inside
// (WAI-ARIA toolbar pattern), aria-pressed for what holds where the cursor stands.
import { COMMANDS } from "./commands.js";

export class Toolbar {
  constructor(root, editor) {
    this.root = root;
    this.editor = editor;
    this.buttons = [...root.querySelectorAll("[data-command]")];
    this.buttons.forEach((button, index) => (button.tabIndex = index ? -1 : 0));
    root.addEventListener("pointerdown", (event) => this.keepSelection(event));
    root.addEventListener("click", (event) => this.run(event));
    root.addEventListener("keydown", (event) => this.move(event));
    editor.on("transaction", () => this.schedule());
    this.update();
  }

  focus() {
    (this.buttons.find((button) => button.tabIndex === 0) ?? this.buttons[0])?.focus();
  }

  keepSelection(event) {
    if (event.target.closest("[data-command]") && event.pointerType === "mouse") event.preventDefault();
  }

  run(event) {
    const button = event.target.closest("[data-command]");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    COMMANDS[button.dataset.command].run(this.editor);
    this.makeStop(button);
  }

  move(event) {
    const shown = this.buttons.filter((button) => button.offsetParent !== null);
    const here = shown.indexOf(document.activeElement);
    const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: shown.length - 1 }[event.key];
    if (event.key === "Escape") this.editor.view.focus();
    if (to === undefined || here < 0) return;
    event.preventDefault();
    const next = shown[(to + shown.length) % shown.length];
    this.makeStop(next);
    next.focus();
  }

  makeStop(chosen) {
    for (const button of this.buttons) button.tabIndex = button === chosen ? 0 : -1;
  }

  schedule() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.update();
    });
  }

  update() {
    if (this.editor.isDestroyed) return;
    for (const button of this.buttons) {
      const { on, can } = COMMANDS[button.dataset.command];
      if (on) button.setAttribute("aria-pressed", String(on(this.editor)));
      if (can) button.setAttribute("aria-disabled", String(!can(this.editor)));
    }
    const inTable = this.editor.isActive("table");
    for (const group of this.root.querySelectorAll("[data-only-in-table]")) group.hidden = !inTable;
    const stop = this.buttons.find((button) => button.tabIndex === 0);
    if (!stop || stop.offsetParent === null) this.makeStop(this.buttons[0]);
  }
}
