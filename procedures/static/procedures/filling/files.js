// Files of a case: sent at once when chosen or photographed; without a network they wait on this device.
export function lines(form, files) {
  for (const box of form.querySelectorAll("attach-files")) {
    const shelf = box.querySelector("[data-files]");
    const own = files.filter((file) => file.key === box.dataset.key);
    const shown = new Map([...shelf.querySelectorAll("[data-file]")].map((line) => [Number(line.dataset.file), line]));
    for (const [pk, line] of shown) if (!own.some((file) => file.pk === pk)) line.remove();
    for (const file of own) if (!shown.has(file.pk)) shelf.append(line(form, file));
  }
}

function line(form, file) {
  const row = Object.assign(document.createElement("div"), { className: "file-line" });
  row.dataset.file = file.pk;
  const icon = form.querySelector("attach-files .icon").cloneNode(true);
  const link = Object.assign(document.createElement("a"), { className: "link", href: file.url, textContent: file.name });
  const button = Object.assign(document.createElement("button"), { className: "button quiet low", name: "act", value: `detach:${file.pk}`, textContent: form.dataset.wordsRemove });
  button.setAttribute("aria-label", `${form.dataset.wordsRemove} ${file.name}`);
  row.append(icon, link, button);
  return row;
}

export function waiting(form, files) {
  form.querySelectorAll("[data-waiting]").forEach((each) => each.remove());
  for (const { key, name } of files) {
    const shelf = form.querySelector(`attach-files[data-key="${CSS.escape(key)}"] [data-files]`);
    if (!shelf) continue;
    const row = Object.assign(document.createElement("div"), { className: "file-line" });
    row.dataset.waiting = "1";
    const told = Object.assign(document.createElement("span"), { textContent: name });
    const why = Object.assign(document.createElement("small"), { textContent: form.dataset.wordsWaiting });
    row.append(form.querySelector("attach-files .icon").cloneNode(true), told, why);
    shelf.append(row);
  }
}
