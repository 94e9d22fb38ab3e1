// What changes without a new page is told to those who do not see it: the words of [data-say] that were not there
// before htmx replaced something, and the messages a page arrives with.
let before = new Set();

const words = () => [...document.querySelectorAll("[data-say]")].map((each) => each.innerText.trim()).filter(Boolean);

function announce(told) {
  const slot = document.getElementById("said");
  if (!slot || !told.length) return;
  slot.textContent = "";
  setTimeout(() => {
    slot.textContent = told.join(" ");
  }, 150);
}

document.addEventListener("htmx:beforeSwap", () => {
  before = new Set(words());
});
document.addEventListener("htmx:afterSettle", () => announce(words().filter((each) => !before.has(each))));

announce([...document.querySelectorAll(".toasts .toast")].map((toast) => toast.innerText.trim()));
