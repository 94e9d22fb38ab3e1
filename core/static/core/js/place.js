// Places on a ruler: data-from and data-to (minutes from the start of the day) become --from and --to, because a strict
// CSP forbids style attributes. The line of now moves by itself.
function set(element) {
  if (element.dataset.day) element.style.setProperty("--day", element.dataset.day);
  if (element.dataset.from) element.style.setProperty("--from", element.dataset.from);
  if (element.dataset.to) element.style.setProperty("--to", element.dataset.to);
}

function now(ruler) {
  const line = ruler.querySelector("[data-now]");
  if (!line) return;
  const [hours, minutes] = new Date().toLocaleTimeString("en-GB", { timeZone: ruler.dataset.zone, hour: "2-digit", minute: "2-digit" }).split(":").map(Number);
  const from = hours * 60 + minutes - Number(ruler.dataset.start);
  line.hidden = from < 0 || from > Number(ruler.dataset.day);
  line.style.setProperty("--from", from);
  line.classList.toggle("early", from < 50);
  line.querySelector("span").textContent = `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
}

function place() {
  for (const ruler of document.querySelectorAll(".ruler")) {
    [ruler, ...ruler.querySelectorAll("[data-from]")].forEach(set);
    if (!ruler.hasAttribute("data-frozen")) now(ruler);
    ruler.dataset.placed = "1";
  }
}

document.addEventListener("htmx:afterSettle", place);
setInterval(place, 30000);
place();
