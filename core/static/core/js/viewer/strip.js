// The strip of small pages: drawn only when opened, and only those in sight.
const WIDTH = 78;

export class Strip {
  constructor(element, label, go) {
    this.element = element;
    this.label = label;
    this.go = go;
  }

  fill(pdf, count) {
    this.pdf = pdf;
    this.element.replaceChildren(...Array.from({ length: count }, (_, index) => this.button(index)));
    this.watcher = new IntersectionObserver((seen) => seen.filter((each) => each.isIntersecting).forEach((each) => this.draw(each.target)), { root: this.element, rootMargin: "200px" });
    for (const button of this.element.children) this.watcher.observe(button);
  }

  button(index) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "thumb";
    button.dataset.index = index;
    button.setAttribute("aria-label", `${this.label} ${index + 1}`);
    const canvas = document.createElement("canvas");
    canvas.width = WIDTH;
    canvas.height = Math.round(WIDTH * 1.414);
    button.append(canvas, String(index + 1));
    button.addEventListener("click", () => this.go(index));
    return button;
  }

  async draw(button) {
    this.watcher.unobserve(button);
    const page = await this.pdf.getPage(Number(button.dataset.index) + 1);
    const ratio = Math.max(window.devicePixelRatio || 1, 1.5);
    const viewport = page.getViewport({ scale: (WIDTH * ratio) / page.getViewport({ scale: 1 }).width });
    const canvas = button.querySelector("canvas");
    canvas.width = Math.floor(viewport.width);
    canvas.height = Math.floor(viewport.height);
    await page.render({ canvas, viewport }).promise;
  }

  mark(index) {
    for (const button of this.element.children) {
      if (Number(button.dataset.index) === index) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }
}
