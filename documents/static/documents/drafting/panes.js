// Which part of the drafting screen a narrow window shows: write, page or checks. Wide windows show more than one.
const buttons = () => document.querySelectorAll(".draft-tabs [data-show]");

export function show(name) {
  document.body.dataset.pane = name;
  for (const button of buttons()) {
    if (button.dataset.show === name) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
  document.dispatchEvent(new CustomEvent("pane-shown", { detail: name }));
}

for (const button of buttons()) button.addEventListener("click", () => show(button.dataset.show));
