// A ready PDF: after a press of the button the next touch on the page says where the signature goes.
export function placing(draft, viewer, button) {
  const send = document.getElementById("place");
  const aim = (on) => {
    button.setAttribute("aria-pressed", String(on));
    viewer.classList.toggle("aiming", on);
  };
  button.addEventListener("click", () => aim(button.getAttribute("aria-pressed") !== "true"));
  document.addEventListener("keydown", (event) => event.key === "Escape" && aim(false));
  viewer.addEventListener("click", async (event) => {
    const page = event.target.closest(".leaf-page");
    if (!page || !viewer.classList.contains("aiming")) return;
    aim(false);
    const { size } = viewer.sheets[Number(page.dataset.index)];
    const box = page.getBoundingClientRect();
    const scale = size.width / box.width; // PDF points in a pixel
    const at = { page: page.dataset.index, x: (event.clientX - box.left) * scale, y: size.height - (event.clientY - box.top) * scale };
    for (const [name, value] of Object.entries(at)) draft.form.elements[name].value = Math.round(value);
    await draft.act(send);
  });
  draft.addEventListener("adopted", () => viewer.moveGhosts(draft.page.querySelectorAll("page-viewer [data-place]")));
}
