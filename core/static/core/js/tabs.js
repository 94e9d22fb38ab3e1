// The tab one is on is in sight, also where the row of tabs is longer than the screen.
function bringIntoSight() {
  for (const tab of document.querySelectorAll(".views > [aria-current]")) {
    const row = tab.parentElement;
    const [inside, around] = [tab.getBoundingClientRect(), row.getBoundingClientRect()];
    if (inside.right > around.right || inside.left < around.left) {
      row.scrollLeft += inside.left + inside.width / 2 - around.left - around.width / 2;
    }
  }
}

document.addEventListener("htmx:afterSettle", bringIntoSight);
bringIntoSight();
