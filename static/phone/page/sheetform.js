// A form in a sheet, from opening to saved: its id is made when it opens, and what is half-typed survives a closed tab.

import { fill } from "./bind.js";
import { isRight, putRaw, rawFrom, rawOf, valuesOf } from "./forms.js";
import { closeSheet, openSheet } from "./sheets.js";

/** @typedef {import("../keeping/notebook.js").Notebook} Notebook */
/** @typedef {import("./forms.js").Raw} Raw */

/**
 * @typedef {object} Opening
 * @property {string} sheet the dialog's id
 * @property {string} key under which the draft is kept
 * @property {Record<string, any>} [values] fields to begin with
 * @property {string} [person] whom the draft is about, so that it is erased with her
 * @property {(raw: Raw) => import("./bind.js").View} [view] what the sheet shows beside its boxes, as they are filled
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
  const draft = await unsaved(notebook, opening.key);
  const form = /** @type {HTMLFormElement} */ (document.querySelector(`#${opening.sheet} form`));
  for (const old of form.querySelectorAll(".wrong, .draft")) old.remove();
  for (const more of form.querySelectorAll("details")) more.open = false;
  const start = rawFrom(form, opening.values ?? {});
  const typing = follow(notebook, opening, form, draft?.id ?? notebook.newId());
  typing.put(draft?.raw ?? start);
  halfTyped = Boolean(draft);
  if (draft) sayDraft(form, () => { void typing.startOver(start); });
  openSheet(opening.sheet, typing.stop);
}

/**
 * A draft may outlive its saving, when the app was closed at that moment or a letter came late: its id is spent, and under it
 * nothing new would be written.
 *
 * @param {Notebook} notebook
 * @param {string} key
 */
async function unsaved(notebook, key) {
  const draft = await notebook.draft(key);
  return draft && !notebook.operations({ id: draft.id, most: 1 }).length ? draft : null;
}

/**
 * Keep what is typed, and save it when she says so.
 *
 * @param {Notebook} notebook
 * @param {Opening} opening
 * @param {HTMLFormElement} form
 * @param {string} id of the operation to be
 */
function follow(notebook, { key, person, view, save }, form, id) {
  let timer = 0;
  const show = () => {
    const raw = rawOf(form);
    fill(form, { accepted: notebook.books().accepted.includes(raw.on?.slice(0, 7)), ...view?.(raw) });
  };
  const put = (/** @type {Raw} */ raw) => { putRaw(form, raw); show(); putRaw(form, raw); show(); }; // twice: some lists are drawn by what is chosen
  // A draft that finds no room is only a draft: what she typed is still in its boxes, and saving will say why it cannot.
  const keep = () => notebook.keepDraft(key, { id, raw: rawOf(form), person }).catch(() => {});
  const drop = () => { clearTimeout(timer); halfTyped = false; return notebook.dropDraft(key); };
  form.oninput = form.onchange = () => { halfTyped = true; show(); clearTimeout(timer); timer = setTimeout(keep, PAUSE); };
  form.onsubmit = (event) => { event.preventDefault(); void submit(form, () => save(valuesOf(form), id).then(drop)); };
  return {
    put,
    startOver: async (/** @type {Raw} */ start) => { await drop(); id = notebook.newId(); put(start); },
    stop: () => { clearTimeout(timer); if (halfTyped) void keep(); halfTyped = false; },
  };
}

/**
 * Once at a time, and only when nothing is wrong. What was not saved stays in its boxes.
 *
 * @param {HTMLFormElement} form
 * @param {() => Promise<any>} save
 */
async function submit(form, save) {
  if (form.dataset.busy || !isRight(form)) return;
  form.dataset.busy = "yes";
  try {
    await save();
    closeSheet();
  } catch {
    // said by the toast
  } finally {
    delete form.dataset.busy;
  }
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
