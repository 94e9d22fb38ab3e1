// Takes over what the server says now from a page it answered with: regions by id, the values of fields, what is wrong
// with them, and its toasts. The field a person is in keeps its cursor; the editor keeps its undo.
export function adoptRegions(page) {
  for (const fresh of page.querySelectorAll("[data-region][id]")) {
    const old = document.getElementById(fresh.id);
    if (!old) continue;
    const unfolded = [...old.querySelectorAll("details")].map((each) => each.open);
    old.replaceWith(document.importNode(fresh, true));
    if (fresh.id === "faults" && unfolded[0]) document.querySelector("#faults details")?.setAttribute("open", "");
  }
  showTaken();
  const shelf = document.querySelector(".toasts");
  for (const toast of page.querySelectorAll(".toasts > .toast")) shelf?.append(document.importNode(toast, true));
}

// Parts of form this kind does not take are put away; what stands in them stays.
export function showTaken() {
  const taken = document.getElementById("notation")?.dataset.taken.split(" ") ?? [];
  for (const part of document.querySelectorAll("#draft [data-of-kind]")) part.hidden = !taken.includes(part.dataset.ofKind);
}

export function adoptValues(form, page, editor) {
  for (const fresh of page.querySelectorAll("#draft [name]")) {
    const field = form.elements[fresh.name];
    if (!field || fresh.name === "csrfmiddlewaretoken") continue;
    if (fresh.name === "body" && editor) editor.replace(fresh.value);
    else if (field.value !== fresh.value) field.value = fresh.value;
  }
}

// page: what the server answered, or nothing when all is well.
export function adoptErrors(form, page) {
  if (page === document) return form.querySelector(".field.wrong, .fault-list")?.scrollIntoView({ block: "nearest" });
  for (const field of form.querySelectorAll(".field.wrong")) field.classList.remove("wrong");
  for (const old of form.querySelectorAll("[role=alert]:not(.news)")) old.remove();
  for (const fresh of page?.querySelectorAll("#draft .field.wrong") ?? []) {
    const name = fresh.querySelector("[name]")?.name;
    const field = form.elements[name]?.closest(".field");
    const said = fresh.querySelector("[role=alert]");
    if (!field || !said) continue;
    field.classList.add("wrong");
    field.append(document.importNode(said, true));
  }
  const list = page?.querySelector("#draft > .fault-list");
  if (list) form.prepend(document.importNode(list, true));
  form.querySelector(".field.wrong, .fault-list")?.scrollIntoView({ block: "nearest" });
}

// A refusal rises as a dialog, as everywhere in the house.
export function rise(page) {
  const slot = document.getElementById("refusal");
  const refusal = page.querySelector("[data-refusal]");
  if (!slot || !refusal) return;
  slot.replaceChildren(...[...page.body.childNodes].map((node) => document.importNode(node, true)));
  slot.showModal();
}
