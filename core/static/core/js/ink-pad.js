// <ink-pad>: catches the ink of a hand as a transparent PNG and puts it into the form's own file field, so that a plain
// form post carries it. The picture is only how a signature looks; the certificate is what signs.
import SignaturePad from "signature_pad";

const INK = "#1D3FA8";
const MARGIN = 12;

class InkPad extends HTMLElement {
  connectedCallback() {
    this.canvas = this.querySelector("canvas");
    this.field = this.querySelector("input[type=file]");
    this.pad = new SignaturePad(this.canvas, { penColor: INK, minWidth: 1.1, maxWidth: 3.4 });
    this.pad.addEventListener("endStroke", () => this.keep());
    this.addEventListener("click", (event) => this.act(event.target.closest("[data-ink]")?.dataset.ink));
    this.watcher = new ResizeObserver(() => this.fit());
    this.watcher.observe(this.canvas);
  }

  disconnectedCallback() {
    this.watcher?.disconnect();
    this.pad?.off();
  }

  fit() {
    const strokes = this.pad.toData();
    const ratio = Math.max(window.devicePixelRatio || 1, 2);
    this.canvas.width = this.canvas.offsetWidth * ratio;
    this.canvas.height = this.canvas.offsetHeight * ratio;
    this.canvas.getContext("2d").scale(ratio, ratio);
    this.pad.clear();
    this.pad.fromData(strokes);
  }

  act(name) {
    if (name === "clear") this.pad.clear();
    if (name === "undo") this.pad.fromData(this.pad.toData().slice(0, -1));
    if (name) this.keep();
  }

  async keep() {
    const files = new DataTransfer();
    if (!this.pad.isEmpty()) {
      const picture = await new Promise((done) => this.trimmed().toBlob(done, "image/png"));
      files.items.add(new File([picture], "net-ky.png", { type: "image/png" }));
    }
    this.field.files = files.files;
    this.toggleAttribute("data-filled", files.files.length > 0);
    this.field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // Only the ink and a small margin, so that the image sits true between the post and the name.
  trimmed() {
    const box = inkBox(this.canvas);
    const cut = document.createElement("canvas");
    cut.width = box.width + 2 * MARGIN;
    cut.height = box.height + 2 * MARGIN;
    cut.getContext("2d").drawImage(this.canvas, box.x, box.y, box.width, box.height, MARGIN, MARGIN, box.width, box.height);
    return cut;
  }
}

function inkBox(canvas) {
  const { data, width, height } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let at = 3; at < data.length; at += 4) {
    if (data[at] < 8) continue;
    const x = ((at - 3) / 4) % width;
    const y = Math.floor((at - 3) / 4 / width);
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { x: left, y: top, width: Math.max(1, right - left + 1), height: Math.max(1, bottom - top + 1) };
}

customElements.define("ink-pad", InkPad);
