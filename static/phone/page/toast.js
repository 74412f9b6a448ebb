// The short word that comes after an act and goes by itself, with the undo on it while it lasts.

import { fill } from "./bind.js";

const STAYS = 7000; // ms: long enough to read slowly and reach for the undo
let timer = 0;
/** @type {(() => Promise<any>)|null} */
let undoing = null;

/**
 * @param {"saved"|"undone"|"joined"|"synced"|"failed"|"full"|"newer"} kind
 * @param {() => Promise<any>} [undo]
 */
export function say(kind, undo) {
  const toast = /** @type {HTMLElement} */ (document.getElementById("toast"));
  undoing = undo ?? null;
  fill(toast, { kind, undo: Boolean(undo) });
  toast.hidden = false;
  const sheet = document.querySelector("dialog[open]");
  if (["failed", "full", "newer"].includes(kind)) (sheet ?? document.body).append(toast); // above the sheet, which covers the page
  clearTimeout(timer);
  timer = setTimeout(hush, STAYS);
}

/** @param {any} trouble what `record` rejected with */
export function sayTrouble(trouble) {
  say(/** @type {any} */ ({ quota: "full", newer: "newer" })[trouble?.code] ?? "failed");
}

export function hush() {
  const toast = /** @type {HTMLElement} */ (document.getElementById("toast"));
  toast.hidden = true;
  undoing = null;
  document.body.append(toast);
}

/** Undo what the toast speaks of, once. */
export async function undoLast() {
  const undo = undoing;
  hush();
  if (!undo) return;
  await undo();
  say("undone");
}
