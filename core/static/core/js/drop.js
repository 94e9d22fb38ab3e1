// A place to lay a file: the input covers it, so touch, keyboard and dragging are the browser's own; this only shows
// what was chosen and how large it is.
const size = (bytes) => (bytes < 1048576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1048576).toFixed(1).replace(".", ",")} MB`);

document.addEventListener("change", (event) => {
  const drop = event.target.matches("input[type=file]") && event.target.closest(".drop");
  const told = drop && drop.querySelector(".chosen");
  if (!told) return;
  told.textContent = [...event.target.files].map((file) => `${file.name}, ${size(file.size)}`).join("; ");
  told.hidden = !event.target.files.length;
  if (event.target.hasAttribute("data-send") && event.target.files.length) event.target.form.requestSubmit();
});
for (const [name, on] of [["dragenter", true], ["dragleave", false], ["drop", false]]) {
  document.addEventListener(name, (event) => event.target.closest?.(".drop")?.classList.toggle("is-over", on));
}
