// A form in a sheet, from opening to saved: its id is made when it opens, and what is half-typed survives a closed tab.

import { fill } from "./bind.js";
import { isRight, putRaw, rawFrom, rawOf, valuesOf } from "./forms.js";
import { closeSheet, openSheet } from "./sheets.js";

/** @typedef {import("./notebook.js").Notebook} Notebook */

/**
 * @typedef {object} Opening
 * @property {string} sheet the dialog's id
 * @property {string} key under which the draft is kept
 * @property {Record<string, any>} [values] fields to begin with
 * @property {string} [person] whom the draft is about, so that it is erased with her
 * @property {(raw: import("./forms.js").Raw) => import("./bind.js").View} [view] what the sheet shows beside its boxes, as they are filled
 * @property {(values: Record<string, any>, id: string) => Promise<any>} save rejects when nothing was saved
 */

const PAUSE = 400; // ms of quiet before a draft is kept
let halfTyped = false;

/** @returns {boolean} a form is open and something was typed in it */
export const isHalfTyped = () => halfTyped;

/**
 * @param {Notebook} notebook
 * @param {Opening} opening
 * @returns {Promise<void>}
 */
export async function openForm(notebook, opening) {
  const draft = await notebook.draft(opening.key);
  const form = /** @type {HTMLFormElement} */ (document.querySelector(`#${opening.sheet} form`));
  for (const old of form.querySelectorAll(".wrong, .draft")) old.remove();
  const start = rawFrom(form, opening.values ?? {});
  let id = draft?.id ?? notebook.newId();
  let timer = 0;
  const show = () => fill(form, opening.view?.(rawOf(form)) ?? {});
  const begin = (/** @type {import("./forms.js").Raw} */ raw) => { putRaw(form, raw); show(); putRaw(form, raw); show(); };
  const keep = () => notebook.keepDraft(opening.key, { id, raw: rawOf(form), person: opening.person });
  const drop = () => { clearTimeout(timer); halfTyped = false; return notebook.dropDraft(opening.key); };

  form.oninput = form.onchange = () => {
    halfTyped = true;
    show();
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  };
  form.onsubmit = async (event) => {
    event.preventDefault();
    if (!isRight(form) || form.dataset.busy) return;
    form.dataset.busy = "yes";
    try {
      await opening.save(valuesOf(form), id);
      await drop();
      closeSheet();
    } catch (trouble) {
      form.dispatchEvent(new CustomEvent("unsaved", { bubbles: true, detail: trouble }));
    } finally {
      delete form.dataset.busy;
    }
  };
  begin(draft?.raw ?? start);
  halfTyped = Boolean(draft);
  if (draft) sayDraft(form, async () => { await drop(); id = notebook.newId(); begin(start); });
  openSheet(opening.sheet, () => { if (halfTyped) { clearTimeout(timer); void keep(); } halfTyped = false; });
}

/**
 * "We go on where you stopped", with the way to begin anew.
 *
 * @param {HTMLFormElement} form
 * @param {() => void} startOver
 */
function sayDraft(form, startOver) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById("aviso-borrador"));
  const note = /** @type {HTMLElement} */ (/** @type {HTMLElement} */ (template.content.cloneNode(true)).firstElementChild);
  note.classList.add("draft");
  note.querySelector("button")?.addEventListener("click", () => { note.remove(); startOver(); });
  form.querySelector(".sheet-body")?.prepend(note);
}
