// The form of claves (templates/phone/clave.html), wherever a locked notebook is opened: whose face, her clave, and what a wrong one costs.

/** @typedef {import("../keeping/database.js").Database} Database */

import { keepIdentity } from "../keeping/identity.js";
import { openSlot } from "../keeping/keys.js";
import { beginTry, keepRest } from "../keeping/tries.js";

const OFTEN = 10_000;
const MINUTE = 60_000;

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/**
 * @param {{database: Database, identity: import("../keeping/identity.js").Identity}} locked
 * @param {(view: import("../page/bind.js").View) => void} show what the form says
 * @returns {Promise<CryptoKey>} when one of the keepers said her clave; from then on it is she who writes
 */
export async function askClave({ database, identity: { slots = [], keeper, kitchen, tries: before } }, show) {
  let chosen = slots.find((slot) => slot.keeper === keeper) ?? slots[0];
  let reason = "";
  const rest = countdown(database, before, () => paint());
  const paint = () => show({
    reason: rest.left() ? "wait" : reason,
    wait: rest.left(), kitchen,
    faces: slots.map((slot) => ({ id: slot.keeper, face: slot.face, current: slot === chosen })),
  });
  byId("caras").onclick = ({ target }) => {
    chosen = slots.find((slot) => slot.keeper === /** @type {HTMLElement} */ (target).dataset.id) ?? chosen;
    paint();
  };
  const say = (/** @type {string} */ why) => {
    reason = why;
    paint();
  };
  const attempt = async (/** @type {string} */ clave) => {
    say("busy");
    const tries = chosen && (await beginTry(database));
    const opened = tries && (await openSlot(chosen, clave));
    if (tries && !opened) rest.owe(tries);
    return opened || say("wrong");
  };
  paint();
  const key = await said((clave) => attempt(clave).catch(() => say("full"))); // a try that cannot be written down is not made
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
    else box.focus();
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
    left: () => Math.ceil(tries.owed / MINUTE),
    owe: (/** @type {import("../keeping/tries.js").Tries} */ after) => { tries = after; seen = performance.now(); },
    stop: () => clearInterval(timer),
  };
}
