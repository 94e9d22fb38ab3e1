// One page of a PDF on screen: canvas, text over it, ghosts over that. Drawn when near, let go when far.
import { AnnotationMode, TextLayer } from "pdfjs-dist/legacy/build/pdf.mjs";

const READABLE = 0.8; // below this the label would lie on words, so it stands above its place
const MOST_PIXELS = 16 * 1024 * 1024;

export class Sheet {
  // size: {width, height} in PDF points, corrected when the page itself is known.
  constructor(index, size, label) {
    this.index = index;
    this.size = size;
    this.ghosts = [];
    this.element = document.createElement("section");
    this.element.className = "leaf-page";
    this.element.dataset.index = index;
    this.element.setAttribute("aria-label", label);
  }

  fit(scale) {
    this.scale = scale;
    const style = this.element.style;
    style.width = `${this.size.width * scale}px`;
    style.height = `${this.size.height * scale}px`;
    style.setProperty("--total-scale-factor", scale);
    style.setProperty("--scale-round-x", "1px");
    style.setProperty("--scale-round-y", "1px");
    if (this.canvas) this.canvas.style.width = this.canvas.style.height = "";
    this.placeGhosts();
  }

  async draw(pdf) {
    const wanted = this.scale;
    if (this.drawn === wanted || this.drawing === wanted) return;
    this.drawing = wanted;
    this.task?.cancel();
    this.page ??= await pdf.getPage(this.index + 1);
    if (this.drawing !== wanted) return;
    const canvas = await this.paint(wanted);
    if (!canvas || this.drawing !== wanted) return;
    this.canvas?.remove();
    this.canvas = canvas;
    this.element.prepend(canvas);
    this.drawn = wanted;
    this.drawing = null;
    await this.write();
  }

  async paint(scale) {
    const unit = this.page.getViewport({ scale });
    const pixels = unit.width * unit.height;
    const ratio = Math.min(Math.max(window.devicePixelRatio || 1, 1), Math.sqrt(MOST_PIXELS / pixels));
    const viewport = this.page.getViewport({ scale: scale * ratio });
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(viewport.width);
    canvas.height = Math.round(viewport.height);
    canvas.style.width = `${canvas.width / ratio}px`;
    canvas.style.height = `${canvas.height / ratio}px`;
    canvas.setAttribute("aria-hidden", "true");
    this.task = this.page.render({ canvas, viewport, annotationMode: AnnotationMode.ENABLE });
    try {
      await this.task.promise;
      return canvas;
    } catch (trouble) {
      if (trouble?.name === "RenderingCancelledException") return null;
      throw trouble;
    }
  }

  async write() {
    if (this.words) return;
    this.words = document.createElement("div");
    this.words.className = "textLayer";
    this.words.lang = "vi";
    this.element.insertBefore(this.words, this.canvas.nextSibling);
    const layer = new TextLayer({
      textContentSource: this.page.streamTextContent({ includeMarkedContent: true }),
      container: this.words,
      viewport: this.page.getViewport({ scale: this.scale }),
    });
    await layer.render();
  }

  letGo() {
    this.task?.cancel();
    this.drawing = this.drawn = null;
    if (this.canvas) this.canvas.width = this.canvas.height = 0;
    this.canvas?.remove();
    this.canvas = null;
  }

  // ghost: {element, x0, y0, x1, y1} in PDF points from the bottom left.
  addGhost(ghost) {
    this.ghosts.push(ghost);
    this.element.append(ghost.element);
    this.placeGhosts();
  }

  placeGhosts() {
    for (const { element, x0, y0, x1, y1 } of this.ghosts) {
      const label = element.querySelector("em");
      Object.assign(element.style, {
        left: `${x0 * this.scale}px`,
        top: `${(this.size.height - y1) * this.scale}px`,
        width: `${(x1 - x0) * this.scale}px`,
        height: `${(y1 - y0) * this.scale}px`,
      });
      element.classList.toggle("tight", Boolean(label) && (this.scale < READABLE || label.offsetWidth > x0 * this.scale));
    }
  }
}
