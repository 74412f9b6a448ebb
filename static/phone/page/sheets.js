// Sheets that rise over the screen. The phone's own back button closes them, as people expect.

/** @type {HTMLDialogElement|null} */
let open = null;
/** @type {(() => void)|null} */
let closing = null;

addEventListener("popstate", () => shut());

/**
 * @param {string} id of the dialog
 * @param {() => void} [onClose]
 * @returns {HTMLDialogElement}
 */
export function openSheet(id, onClose) {
  const sheet = /** @type {HTMLDialogElement} */ (document.getElementById(id));
  if (open) shut();
  else history.pushState({ sheet: id }, "");
  open = sheet;
  closing = onClose ?? null;
  sheet.addEventListener("cancel", onCancel);
  sheet.showModal();
  sheet.setAttribute("aria-label", sheet.querySelector("h2")?.innerText ?? ""); // here, because an id of each title would weigh more
  sheet.scrollTop = 0;
  return sheet;
}

/** Close the sheet and take its step out of the history. */
export function closeSheet() {
  if (!open) return;
  shut();
  if (history.state?.sheet) history.back();
}

/** @returns {HTMLDialogElement|null} the sheet that is open */
export const sheetOpen = () => open;

/** @param {Event} event */
function onCancel(event) {
  event.preventDefault();
  closeSheet();
}

function shut() {
  const [sheet, then] = [open, closing];
  open = closing = null;
  sheet?.removeEventListener("cancel", onCancel);
  sheet?.close();
  then?.();
}
