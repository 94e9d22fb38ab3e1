// Light, dark, or as the device says: kept in a cookie, so that the server paints the first pixel right.
const root = document.documentElement;

function remember(choice) {
  const secure = location.protocol === "https:" ? "; secure" : "";
  const age = choice ? 31536000 : 0;
  document.cookie = `theme=${choice}; path=/; max-age=${age}; samesite=lax${secure}`;
}

function show(choice) {
  if (choice) root.dataset.theme = choice;
  else delete root.dataset.theme;
  for (const button of document.querySelectorAll("[data-theme-choice]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === choice));
  }
  const desk = getComputedStyle(root).getPropertyValue("--desk").trim();
  for (const meta of document.querySelectorAll("meta[name=theme-color]")) meta.content = desk;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-theme-choice]");
  if (!button) return;
  event.preventDefault();
  remember(button.dataset.themeChoice);
  show(button.dataset.themeChoice);
});
show(root.dataset.theme || "");
