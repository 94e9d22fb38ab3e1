// Which pages have really been looked at: half of the page, or half of the window filled by it, for long enough.
const LONG_ENOUGH = 700;

export class Reading {
  constructor(stage, tell) {
    this.stage = stage;
    this.tell = tell;
    this.seen = new Set();
    this.timers = new Map();
  }

  look(sheets) {
    if (document.visibilityState !== "visible") return;
    const window_ = this.stage.getBoundingClientRect();
    for (const sheet of sheets) this.weigh(sheet, window_);
  }

  weigh(sheet, window_) {
    if (this.seen.has(sheet.index)) return;
    const box = sheet.element.getBoundingClientRect();
    const shown = Math.min(box.bottom, window_.bottom) - Math.max(box.top, window_.top);
    const enough = shown >= Math.min(box.height, window_.height) / 2;
    if (!enough || !sheet.drawn) {
      clearTimeout(this.timers.get(sheet.index));
      this.timers.delete(sheet.index);
    } else if (!this.timers.has(sheet.index)) {
      this.timers.set(sheet.index, setTimeout(() => this.count(sheet.index), LONG_ENOUGH));
    }
  }

  count(index) {
    this.timers.delete(index);
    this.seen.add(index);
    this.tell([...this.seen].sort((a, b) => a - b));
  }
}
