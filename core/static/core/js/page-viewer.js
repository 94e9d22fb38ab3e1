// <page-viewer src="….pdf" data-worker="…" data-assets="…/pdfjs-dist/" data-fit="auto|page|width" data-start="ghost">
// Draws a PDF page by page, crisp on any screen, with its text for selection and for screen readers. Inside it:
//   [data-place] marks (data-page from 0; data-x0 … data-y1 in PDF points from the bottom left) become ghosts on the page;
//   .tools [data-act] are its buttons. It tells: `pages-viewed` {pages, all} and `all-pages-viewed` (both bubble).
// renew(bytes) shows another edition of the same paper, moveGhosts(marks) puts its marks elsewhere.
// The markup is templates/parts/page_viewer.html. No eval, no inline style, no outside host.
import { getDocument, GlobalWorkerOptions } from "pdfjs-dist/legacy/build/pdf.mjs";
import { Reading } from "./viewer/reading.js";
import { Sheet } from "./viewer/sheet.js";
import { Strip } from "./viewer/strip.js";

const ZOOM = { least: 0.4, most: 5, step: 1.2 };
const PAPER = { width: 595.28, height: 841.89 };
const WIDEST = 920;

class PageViewer extends HTMLElement {
  connectedCallback() {
    if (this.stage) return;
    this.stage = this.querySelector(".stage");
    this.paper = this.querySelector(".sheets");
    this.sheets = [];
    this.reading = new Reading(this.stage, (pages) => this.report(pages));
    this.listen();
    this.load(this.getAttribute("src"));
  }

  disconnectedCallback() {
    this.watcher?.disconnect();
    this.resizer?.disconnect();
    this.task?.destroy();
  }

  listen() {
    this.addEventListener("click", (event) => this.act(event.target.closest("[data-act]")?.dataset.act));
    this.stage.addEventListener("keydown", (event) => this.key(event));
    this.stage.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.stage.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    this.stage.addEventListener("touchmove", (event) => this.pinch(event), { passive: false });
    this.stage.addEventListener("touchend", () => (this.fingers = null));
    this.resizer = new ResizeObserver(() => this.pdf && this.fit(this.mode));
    this.resizer.observe(this.stage);
    document.addEventListener("visibilitychange", () => this.reading.look(this.sheets));
  }

  async load(src) {
    try {
      this.task = this.open({ url: src });
      this.pdf = await this.task.promise;
      await this.lay();
    } catch (trouble) {
      this.fail(trouble);
    }
  }

  open(source) {
    GlobalWorkerOptions.workerSrc = this.dataset.worker;
    const assets = this.dataset.assets;
    return getDocument({
      ...source,
      isEvalSupported: false,
      enableXfa: false,
      disableAutoFetch: true,
      cMapUrl: `${assets}cmaps/`,
      standardFontDataUrl: `${assets}standard_fonts/`,
      wasmUrl: `${assets}wasm/`,
      iccUrl: `${assets}iccs/`,
    });
  }

  // Another edition of the same paper: place and size stay, and the old pages until the new ones are drawn.
  async renew(bytes) {
    const task = this.open({ data: bytes });
    const pdf = await task.promise;
    const { scrollTop, scrollLeft } = this.stage;
    const sheets = await this.sheetsOf(pdf);
    const from = Math.max(this.sheets.length ? this.here() - 1 : 0, 0);
    for (const sheet of sheets) sheet.fit(this.scale ?? 1);
    for (const sheet of sheets.slice(from, from + 3)) await sheet.draw(pdf);
    this.watcher?.disconnect();
    this.task?.destroy();
    Object.assign(this, { task, pdf });
    this.querySelector(".trouble").hidden = true;
    this.show(sheets);
    Object.assign(this.stage, { scrollTop, scrollLeft });
  }

  moveGhosts(marks) {
    for (const mark of marks) {
      const own = this.querySelector(`[data-place="${mark.dataset.place}"]`);
      if (!own) continue;
      for (const sheet of this.sheets) sheet.ghosts = sheet.ghosts.filter((ghost) => ghost.element !== own);
      Object.assign(own.dataset, mark.dataset);
    }
    this.takeGhosts();
  }

  fail(trouble) {
    console.warn(trouble);
    this.querySelector(".trouble").hidden = false;
    this.dispatchEvent(new CustomEvent("page-trouble", { bubbles: true }));
  }

  async lay() {
    this.show(await this.sheetsOf(this.pdf));
    this.start();
    this.scrolled();
  }

  async sheetsOf(pdf) {
    const first = (await pdf.getPage(1)).getViewport({ scale: 1 });
    return Array.from({ length: pdf.numPages }, (_, index) => new Sheet(index, { width: first.width, height: first.height }, `${this.dataset.pageLabel} ${index + 1}/${pdf.numPages}`));
  }

  show(sheets) {
    this.sheets = sheets;
    this.paper.replaceChildren(...sheets.map((sheet) => sheet.element));
    this.takeGhosts();
    this.fit(this.mode ?? (this.dataset.fit || "auto"));
    this.watcher = new IntersectionObserver((seen) => this.near(seen), { root: this.stage, rootMargin: "100% 0px" });
    for (const sheet of this.sheets) this.watcher.observe(sheet.element);
    this.dataset.ready = "1";
    this.dataset.pages = sheets.length;
  }

  takeGhosts() {
    for (const mark of this.querySelectorAll("[data-place]")) {
      const at = Object.fromEntries(["x0", "y0", "x1", "y1"].map((name) => [name, Number(mark.dataset[name])]));
      mark.hidden = false;
      this.sheets[Number(mark.dataset.page)]?.addGhost({ element: mark, ...at });
    }
  }

  start() {
    const ghost = this.dataset.start === "ghost" && this.querySelector(".leaf-page .ghost");
    if (ghost && this.dataset.fitted === "width") ghost.scrollIntoView({ block: "center", inline: "nearest" });
  }

  // --- size ------------------------------------------------------------------------------------------------------
  // auto: the whole page where a screen lies flat and it stays readable so, else the width.
  fit(mode) {
    const size = this.sheets[0]?.size ?? PAPER;
    const [across, down] = [this.stage.clientWidth - 40, this.stage.clientHeight - 32];
    const whole = Math.min(across / size.width, down / size.height);
    const wide = Math.min(across, WIDEST) / size.width;
    const readable = whole * size.width >= 480 && window.innerWidth >= window.innerHeight;
    const asked = mode === "auto" ? (readable ? "page" : "width") : mode;
    this.resize({ page: whole, width: wide, hand: this.scale }[asked] ?? wide);
    this.mode = asked === "hand" ? "hand" : mode;
    this.dataset.fitted = asked;
  }

  resize(scale) {
    const bounded = this.whole(Math.min(Math.max(scale, ZOOM.least), ZOOM.most));
    if (bounded === this.scale) return;
    const middle = this.scale ? (this.stage.scrollTop + this.stage.clientHeight / 2) / this.paper.scrollHeight : 0;
    this.scale = bounded;
    for (const sheet of this.sheets) sheet.fit(bounded);
    if (middle) this.stage.scrollTop = middle * this.paper.scrollHeight - this.stage.clientHeight / 2;
    clearTimeout(this.later);
    this.later = setTimeout(() => this.redraw(), 90);
  }

  // A page as wide as a whole number of device pixels is drawn without a blur.
  whole(scale) {
    const width = this.sheets[0]?.size.width ?? PAPER.width;
    const ratio = window.devicePixelRatio || 1;
    return Math.floor(width * scale * ratio) / ratio / width;
  }

  zoom(factor) {
    this.mode = "hand";
    this.resize(this.scale * factor);
  }

  wheel(event) {
    if (!event.ctrlKey) return;
    event.preventDefault();
    this.zoom(Math.exp(-event.deltaY / 200));
  }

  pinch(event) {
    if (event.touches.length !== 2) return;
    event.preventDefault();
    const [one, two] = event.touches;
    const apart = Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY);
    if (this.fingers) this.zoom(apart / this.fingers);
    this.fingers = apart;
  }

  // --- drawing ---------------------------------------------------------------------------------------------------
  near(seen) {
    for (const { target, isIntersecting } of seen) {
      const sheet = this.sheets[Number(target.dataset.index)];
      sheet.near = isIntersecting;
      if (isIntersecting) this.draw(sheet);
      else sheet.letGo();
    }
  }

  redraw() {
    for (const sheet of this.sheets) if (sheet.near) this.draw(sheet);
  }

  async draw(sheet) {
    try {
      await this.measure(sheet);
      await sheet.draw(this.pdf);
      this.reading.look(this.sheets);
    } catch (trouble) {
      this.fail(trouble);
    }
  }

  // Pages of one file may differ in size: the true size is known only when the page is opened.
  async measure(sheet) {
    if (sheet.measured) return;
    const { width, height } = (await this.pdf.getPage(sheet.index + 1)).getViewport({ scale: 1 });
    sheet.measured = true;
    if (width === sheet.size.width && height === sheet.size.height) return;
    sheet.size = { width, height };
    sheet.fit(this.scale);
  }

  // --- moving ----------------------------------------------------------------------------------------------------
  here() {
    const middle = this.stage.getBoundingClientRect().top + this.stage.clientHeight / 2;
    const found = this.sheets.findIndex((sheet) => sheet.element.getBoundingClientRect().bottom >= middle);
    return found < 0 ? this.sheets.length - 1 : found;
  }

  go(index) {
    this.sheets[Math.min(Math.max(index, 0), this.sheets.length - 1)]?.element.scrollIntoView({ block: "start" });
  }

  scrolled() {
    const index = this.here();
    const where = this.querySelector(".tools .where");
    if (where && this.sheets.length) where.textContent = `${index + 1}/${this.sheets.length}`;
    this.strip?.mark(index);
    this.reading.look(this.sheets);
  }

  act(name) {
    const acts = {
      in: () => this.zoom(ZOOM.step),
      out: () => this.zoom(1 / ZOOM.step),
      fit: () => this.fit(this.dataset.fitted === "page" ? "width" : "page"),
      strip: () => this.toggleStrip(),
    };
    acts[name]?.();
  }

  key(event) {
    if (event.altKey || event.metaKey) return;
    const acts = {
      "+": () => this.zoom(ZOOM.step),
      "=": () => this.zoom(ZOOM.step),
      "-": () => this.zoom(1 / ZOOM.step),
      0: () => this.fit("page"),
      ArrowRight: () => this.go(this.here() + 1),
      ArrowLeft: () => this.go(this.here() - 1),
      Home: () => this.go(0),
      End: () => this.go(this.sheets.length - 1),
    };
    if (!acts[event.key] || (event.ctrlKey && !"+-=0".includes(event.key))) return;
    event.preventDefault();
    acts[event.key]();
  }

  toggleStrip() {
    const element = this.querySelector(".strip");
    element.hidden = !element.hidden;
    this.classList.toggle("has-strip", !element.hidden);
    this.querySelector("[data-act=strip]")?.setAttribute("aria-pressed", String(!element.hidden));
    if (this.strip || element.hidden) return;
    this.strip = new Strip(element, this.dataset.pageLabel, (index) => this.go(index));
    this.strip.fill(this.pdf, this.sheets.length);
    this.strip.mark(this.here());
  }

  report(pages) {
    const all = pages.length === this.sheets.length;
    this.dataset.viewed = pages.join(" ");
    this.dispatchEvent(new CustomEvent("pages-viewed", { bubbles: true, detail: { pages, all } }));
    if (all) this.dispatchEvent(new CustomEvent("all-pages-viewed", { bubbles: true }));
  }
}

customElements.define("page-viewer", PageViewer);
