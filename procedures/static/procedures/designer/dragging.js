// Dragging with a mouse is an extra: <… data-drag="field_put|step_put" data-key="…"> is laid before the one it is
// dropped on, or at the end of a [data-section]; the form #put posts the act, and the page comes back from the server.
let dragged = null;

const row = (event) => event.target.closest?.("[data-drag]");
const section = (event) => event.target.closest?.("[data-section]");
const clear = () => document.querySelectorAll(".is-target").forEach((each) => each.classList.remove("is-target"));

document.addEventListener("dragstart", (event) => {
  dragged = row(event);
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.key);
  dragged.classList.add("is-dragged");
});

document.addEventListener("dragover", (event) => {
  const over = dragged && (row(event) ?? section(event));
  if (!over || over === dragged || (over.dataset.drag && over.dataset.drag !== dragged.dataset.drag)) return;
  event.preventDefault();
  clear();
  over.classList.add("is-target");
});

document.addEventListener("drop", (event) => {
  const form = document.getElementById("put");
  const before = row(event);
  if (!dragged || !form || before === dragged) return;
  event.preventDefault();
  form.elements.act.value = dragged.dataset.drag;
  form.elements.key.value = dragged.dataset.key;
  form.elements.before.value = before?.dataset.key ?? "";
  form.elements.at.value = section(event)?.dataset.section ?? "";
  form.requestSubmit();
});

document.addEventListener("dragend", () => {
  dragged?.classList.remove("is-dragged");
  dragged = null;
  clear();
});
