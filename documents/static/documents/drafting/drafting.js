// The drafting screen: saves what is typed, shows its page, checks its form, and lets every button act on what is
// typed now. Without this file the same buttons post the same form.
import { adoptErrors } from "./adopt.js";
import { Checks } from "./checks.js";
import { Draft } from "./draft.js";
import { show } from "./panes.js";
import { placing } from "./placing.js";
import { Preview } from "./preview.js";

const form = document.getElementById("draft");
const viewer = document.querySelector("page-viewer");
const draft = new Draft(form);
const checks = new Checks(draft);
const note = document.getElementById("page-note");
const move = document.querySelector("[data-move-signature]");

if (move) placing(draft, viewer, move);
else {
  const preview = new Preview(draft, viewer, note);
  document.addEventListener("pane-shown", () => preview.soon());
}

function faultsLeft() {
  return Number(document.getElementById("faults")?.dataset.stopping ?? 0);
}

// Leaves the page as a plain form does, once nothing else is under way.
async function leave(button) {
  if (faultsLeft()) {
    document.dispatchEvent(new CustomEvent("toast", { detail: { text: form.dataset.wordsFaults, look: true } }));
    return checks.first();
  }
  if (draft.isUnsaved && !(await draft.save())) return;
  await draft.line;
  await new Promise((next) => setTimeout(next)); // while its submit event is under way a form does not submit again
  draft.isLeaving = true;
  form.requestSubmit(button);
}

form.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (draft.isLeaving) return;
  event.preventDefault();
  if (button?.hasAttribute("data-leaves")) leave(button);
  else if (!button || button.hasAttribute("data-save")) draft.save();
  else draft.act(button);
});

form.elements.kind.addEventListener("change", async () => {
  if (await draft.save()) draft.act(null, { method: "GET" });
});

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
    event.preventDefault();
    draft.save();
  }
});

// A file is sent as soon as it is chosen, with its progress.
document.addEventListener("change", async (event) => {
  if (!event.target.matches("[data-attach]") || !event.target.files.length) return;
  const bar = document.getElementById("attach-progress");
  bar.hidden = false;
  await draft.act(document.getElementById("attach"), { files: true, progress: (part) => (part < 1 ? (bar.value = part * 100) : bar.removeAttribute("value")) });
  bar.hidden = true;
  event.target.value = "";
});

// Another dialog or page of the same draft: save what is typed before it goes away.
document.getElementById("discard-dialog")?.addEventListener("submit", () => (draft.isLeaving = true));
adoptErrors(form, document);
document.querySelector("[data-refused]")?.focus();
show(document.querySelector(".draft-tabs [data-show=write]").offsetParent ? "write" : "page");
