// Ready phrases: <button type="button" data-phrase="Đồng ý" data-into="FIELD_ID"> writes itself into the field,
// without touching what a person typed by hand.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-phrase]");
  const field = button && document.getElementById(button.dataset.into);
  if (!field) return;
  event.preventDefault();
  const phrases = [...document.querySelectorAll(`[data-into="${CSS.escape(field.id)}"]`)];
  const own = phrases.some((each) => each.dataset.phrase === field.value.trim());
  const text = !field.value.trim() || own ? button.dataset.phrase : `${field.value.trim()} ${button.dataset.phrase}`;
  field.focus();
  field.setRangeText(text, 0, field.value.length, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  for (const each of phrases) each.setAttribute("aria-pressed", String(each === button));
});
