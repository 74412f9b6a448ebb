// Ties each question of the sheets to its box, by ids made of sheet and field. The page leaves them out (app/phone/shell.py).

export function tieBoxes() {
  const boxes = /** @type {NodeListOf<HTMLInputElement|HTMLSelectElement>} */ (document.querySelectorAll("dialog .field > .box, dialog .with-unit > .box"));
  for (const box of boxes) {
    const field = box.closest(".field");
    const hint = field?.querySelector(".hint:not([data-show])");
    box.id = `${box.closest("dialog")?.id}-${box.name}`;
    field?.querySelector("label")?.setAttribute("for", box.id);
    if (!hint) continue;
    hint.id = `${box.id}-hint`;
    box.setAttribute("aria-describedby", hint.id);
  }
}
