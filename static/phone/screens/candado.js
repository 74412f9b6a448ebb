// Before the notebook: a locked phone asks for a clave, a closed one ends here. Meanwhile what waits is left in the inbox, if there is signal.

/** @typedef {import("../keeping/database.js").Database} Database */
/** @typedef {import("../keeping/notebook.js").Locked} Shelf */

import { keepIdentity } from "../keeping/identity.js";
import { openSlot } from "../keeping/keys.js";
import { dataKey } from "../keeping/seal.js";
import { beginTry, keepRest } from "../keeping/tries.js";
import { fill } from "../page/bind.js";
import { wipe } from "../sending/closing.js";
import { leaving } from "../sending/inbox.js";
import { openSyncer } from "../sending/syncer.js";

const IDLE = 5 * 60_000; // milliseconds
const OFTEN = 5_000;
const SECOND = 1_000;
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
  if (wiping) return wipe(shelf.database).then(() => null);
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

/**
 * @param {Pick<Shelf, "database"|"identity">} locked
 * @param {(view: import("../page/bind.js").View) => void} show what the form of claves says (templates/phone/clave.html)
 * @returns {Promise<CryptoKey>} when one of the keepers said her clave; from then on it is she who writes
 */
export async function askClave({ database, identity: { slots = [], keeper, tries: before } }, show) {
  let chosen = slots.find((slot) => slot.keeper === keeper) ?? slots[0];
  let reason = "";
  const rest = countdown(database, before, () => paint());
  const paint = () => show({
    reason: rest.left() ? "wait" : reason,
    wait: rest.left(),
    faces: slots.map((slot) => ({ id: slot.keeper, face: slot.face, current: slot === chosen })),
  });
  byId("caras").onclick = ({ target }) => {
    chosen = slots.find((slot) => slot.keeper === /** @type {HTMLElement} */ (target).dataset.id) ?? chosen;
    paint();
  };
  paint();
  const key = await said(async (clave) => {
    const tries = chosen && (await beginTry(database));
    const opened = tries && (await openSlot(chosen, clave));
    if (opened) return opened;
    if (tries) rest.owe(tries);
    reason = "wrong";
    return paint();
  });
  if (!database.isNewer) await keepIdentity(database, { keeper: chosen.keeper, tries: undefined });
  rest.stop();
  return key;
}

/**
 * @param {(clave: string) => Promise<CryptoKey|null|void>} attempt with what was typed
 * @returns {Promise<CryptoKey>} of the first that opens
 */
const said = (attempt) => new Promise((resolve) => {
  const box = /** @type {HTMLInputElement} */ (byId("abrir-box"));
  byId("abrir").onsubmit = async (event) => {
    event.preventDefault();
    box.disabled = true; // one try at a time
    const key = await attempt(box.value);
    box.value = "";
    box.disabled = false;
    if (key) resolve(key);
  };
});

/**
 * What is owed, counted down by the page's own clock, which nobody sets, and kept as it goes.
 *
 * @param {Database} database
 * @param {import("../keeping/tries.js").Tries|undefined} tries
 * @param {() => void} show
 */
function countdown(database, tries = { wrong: 0, owed: 0 }, show) {
  let seen = performance.now();
  const timer = setInterval(() => {
    const passed = performance.now() - seen;
    seen += passed;
    if (!tries.owed) return;
    tries = { ...tries, owed: Math.max(0, tries.owed - passed) };
    keepRest(database, tries).catch(() => {}); // then the next start waits longer
    show();
  }, OFTEN);
  return {
    left: () => Math.ceil(tries.owed / SECOND),
    owe: (/** @type {import("../keeping/tries.js").Tries} */ after) => { tries = after; seen = performance.now(); },
    stop: () => clearInterval(timer),
  };
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
