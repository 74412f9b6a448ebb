// Before the notebook: a locked phone asks for a clave, a closed one ends here. Meanwhile what waits is left in the inbox, if there is signal.

/** @typedef {import("../keeping/notebook.js").Locked} Shelf */

import { dataKey } from "../keeping/seal.js";
import { fill } from "../page/bind.js";
import { askClave } from "./clave-form.js";
import { wipe } from "../sending/closing.js";
import { leaving } from "../sending/inbox.js";
import { openSyncer } from "../sending/syncer.js";

const IDLE = 5 * 60_000; // milliseconds
const OFTEN = 5_000;
const otherTabs = new BroadcastChannel("mi-comedor-candado");
otherTabs.onmessage = () => location.reload();

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/**
 * Show what stands before the notebook, and nothing else.
 *
 * @param {"abriendo"|"cerrado"|"candado"|""} name
 * @param {import("../page/bind.js").View} [view]
 */
export function showDoor(name, view = {}) {
  for (const id of ["abriendo", "cerrado", "candado"]) byId(id).hidden = id !== name;
  for (const id of ["puertas", "barra"]) byId(id).hidden = Boolean(name);
  if (name) fill(byId(name), view);
}

/**
 * @param {Shelf} shelf of an enrolled phone
 * @returns {Promise<CryptoKey|null>} the data key, once somebody may have it; null when nothing is left of a closed phone
 */
export async function guard(shelf) {
  const { key: open, revoked, wiping } = shelf.identity;
  if (wiping) return wipe(shelf).then(() => null);
  const key = open ? await dataKey(open) : await waitForClave(shelf);
  if (!revoked) return key;
  showDoor("cerrado", { reason: "closed" });
  leave(shelf, key);
  return new Promise(() => {}); // it ends with the page
}

/**
 * Speak with the federation while the notebook is not open.
 *
 * @param {Shelf} shelf
 * @param {CryptoKey|null} key
 */
function leave(shelf, key) {
  const syncer = openSyncer(() => {}, async () => {
    const left = await (await leaving()).leaveAll(shelf, key);
    if (left.isOver) location.reload();
    return left;
  });
  syncer.soon(0);
  return syncer;
}

/** @param {Shelf} shelf of a locked phone */
async function waitForClave(shelf) {
  const syncer = leave(shelf, null);
  const key = await askClave(shelf, (view) => showDoor("candado", view));
  syncer.stop();
  showDoor("abriendo");
  return key;
}

/** In every tab. What was typed is kept already, and opening begins anew: no key outlives the page. */
export function lock() {
  otherTabs.postMessage("");
  location.reload();
}

/**
 * Each tab locks itself after a while without a touch, by whichever clock: one stands while the phone sleeps, the other can be set.
 *
 * @param {import("../keeping/notebook.js").Notebook} notebook
 */
export function lockWhenIdle(notebook) {
  /** @type {() => [number, number]} */
  const clocks = () => [performance.now(), Date.now()];
  let touched = clocks();
  const look = () => { if (notebook.hasClave() && clocks().some((now, which) => now - touched[which] > IDLE)) location.reload(); };
  const touch = () => {
    look();
    touched = clocks();
  };
  for (const type of ["pointerdown", "keydown"]) addEventListener(type, touch, { capture: true });
  document.addEventListener("visibilitychange", look);
  setInterval(look, OFTEN);
}
