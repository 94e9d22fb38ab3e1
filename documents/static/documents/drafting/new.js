// Beginning a document: find the kind by a few letters, and see how far the file is on its way.
import { isEntrance, parsed, send } from "./send.js";

const form = document.getElementById("new");
const search = form.querySelector("[data-find-kind]");
const stage = form.querySelector("[data-sending]");
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();

function find() {
  const words = plain(search.value).split(/\s+/).filter(Boolean);
  for (const label of form.querySelectorAll("[data-kind]")) {
    const name = plain(label.textContent);
    label.hidden = !words.every((word) => name.includes(word)) && !label.querySelector(":checked");
  }
  if (words.length) form.querySelector(".more-kinds").open = true;
  for (const group of form.querySelectorAll("[data-kinds]")) group.hidden = !group.querySelector("[data-kind]:not([hidden])");
}

search.addEventListener("input", find);
search.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  const first = [...form.querySelectorAll("[data-kind]:not([hidden]) input")].find((input) => plain(input.parentElement.textContent).includes(plain(search.value.trim())));
  if (first) Object.assign(first, { checked: true }).focus();
});

// A Word file says its own kind; a ready PDF and an empty page do not.
const file = form.elements.file;
function told() {
  const name = file.files[0]?.name.toLowerCase() ?? "";
  form.toggleAttribute("data-word", name.endsWith(".docx"));
}
file.addEventListener("change", told);
told();

function progress(part) {
  stage.hidden = false;
  const bar = stage.querySelector("progress");
  const words = stage.querySelector("b");
  if (part < 1) bar.value = part * 100;
  else bar.removeAttribute("value");
  words.textContent = part < 1 ? `${stage.dataset.wordsSending} ${Math.round(part * 100)}%` : stage.dataset.wordsReading;
}

form.addEventListener("submit", async (event) => {
  if (!file.files.length) return;
  event.preventDefault();
  const button = event.submitter;
  button?.setAttribute("aria-busy", "true");
  progress(0);
  const answer = await send(form.action, new FormData(form), { fragment: false, progress });
  stage.hidden = true;
  button?.removeAttribute("aria-busy");
  if (answer.status === 200 && !isEntrance(answer) && new URL(answer.url).pathname !== location.pathname) return location.assign(answer.url);
  const fresh = parsed(answer.text).getElementById("new-faults");
  const slot = document.getElementById("new-faults");
  if (fresh) slot.replaceWith(document.importNode(fresh, true));
  else slot.textContent = answer.status ? document.body.dataset.wordsBroken : document.body.dataset.wordsOffline;
  document.getElementById("new-faults").scrollIntoView({ block: "center" });
});
