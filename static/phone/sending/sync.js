// One try with the federation: send all that waits, fetch all that is new.

/** @typedef {import("../keeping/database.js").Database} Database */
/** @typedef {import("../books/operations.js").Operation} Operation */
/** @typedef {import("../keeping/identity.js").Identity} Identity */
/** @typedef {import("./exchange.js").Answer} Answer */
/** @typedef {import("../keeping/notebook.js").Status["trouble"]} Trouble */

import { nextToSend } from "./again.js";
import { BATCH, heldFromTheStart, question } from "./exchange.js";
import { keepIdentity, readIdentity, SECRET_PLACE } from "../keeping/identity.js";
import { digestOf, leaving } from "./inbox.js";
import { compactForm, listening } from "./hearing.js";
import { setAside } from "./intake.js";
import { unseal } from "../keeping/seal.js";
import { renewSnapshot } from "../keeping/snapshot.js";
import { ask } from "./wire.js";

/**
 * @typedef {object} News what a try brought, for the notebook and for the other tabs
 * @property {Answer} [answer]
 * @property {boolean} [offerAgain] nothing of ours counts as received any more
 * @property {string} [setAside] id of an operation too large to be sent
 * @property {boolean} [syncing]
 * @property {Trouble} [trouble]
 * @property {number} [lastSuccess] epoch seconds
 * @property {import("../keeping/keys.js").Slot[]} [slots] of keepers who have a clave
 * @property {number} [clockOff] seconds by which the server's clock is ahead
 * @property {import("./bundle.js").Handed} [handed] when what waits was last handed over to be carried
 */
/**
 * @typedef {object} Office what a try works with
 * @property {Database} database
 * @property {CryptoKey} key
 * @property {import("../keeping/journal.js").Journal} journal
 * @property {string} app version of the shell
 * @property {import("../books/books.js").OpenBooks} books all that this phone knows
 * @property {(news: News) => void} tell
 */
/** @typedef {{trouble: Trouble, retryAfter: number}} Outcome */

/**
 * Send and fetch until there is nothing more, then tidy up for the next start.
 *
 * @param {Office} office
 * @returns {Promise<Outcome>}
 */
export async function exchangeAll(office) {
  if (office.database.isNewer) return { trouble: "newer", retryAfter: 0 }; // read and exported, nothing else
  const outcome = await exchangeUntilDone(office);
  const { key } = await readIdentity(office.database);
  if (!key && !outcome.trouble) await leaving().then(({ tidy }) => tidy(office)).catch(() => {}); // the signal is gone again
  const renewed = outcome.trouble ? null : renewSnapshot(office.database, office.key, (id) => office.books.find(id));
  await renewed?.catch(() => {}); // it only saves time at the next start
  return outcome;
}

/**
 * @param {Office} office
 * @returns {Promise<Outcome>}
 */
async function exchangeUntilDone(office) {
  let most = BATCH;
  for (;;) {
    const { meaning, sent, page, waiting, more, status, retryAfter } = await exchangeOnce(office, most);
    if (meaning === "too-large" && (page || sent.length)) most = await smaller(office, sent, page);
    else if (["device-unknown", "device-revoked"].includes(meaning)) return { trouble: /** @type {Trouble} */ (meaning), retryAfter };
    else if (["too-large", "nothing"].includes(meaning)) return { trouble: status >= 400 ? "server" : "offline", retryAfter };
    else if (!more && !(sent.length && waiting > sent.length)) return { trouble: null, retryAfter };
  }
}

/**
 * @param {Office} office
 * @param {number} most
 */
async function exchangeOnce(office, most) {
  const { database, key, app, tell } = office;
  const identity = await readIdentity(database);
  const next = await nextToSend(office, identity, most);
  const { sent, page, waiting } = next;
  const holds = await holdsOf(office, identity);
  const secret = await secretOf(key, identity);
  let form = page ? null : await compactForm();
  for (;;) {
    const ear = listening(office, identity, next, form);
    const said = form ? form.asked(identity, app, sent, holds) : question(identity, app, sent, holds, page);
    const response = await ask("/sync", JSON.stringify(said), secret, ear.hear);
    const { meaning, more } = await ear.end(response);
    const isReadable = !form;
    form = null;
    if (!isReadable && response.status === 400) continue; // what it does not understand so it reads in letters
    if (meaning !== "nothing" && response.clockOff === response.clockOff) tell({ clockOff: response.clockOff });
    const now = Math.floor(Date.now() / 1000);
    if (meaning === "quiet") await keepIdentity(database, { last_success: now }).then(() => tell({ lastSuccess: now }));
    if (meaning === "device-revoked") await keepIdentity(database, { revoked: true });
    return { ...response, meaning, sent, page, waiting, more };
  }
}

/**
 * @param {CryptoKey} key
 * @param {Identity} identity
 * @returns {Promise<string>} what this phone shows at the federation's door
 */
export const secretOf = (key, { secret }) => unseal(key, SECRET_PLACE, /** @type {Uint8Array} */ (secret));

/**
 * @param {Office} office
 * @param {Identity} identity
 * @returns {Promise<{count: number, digest: string}|null>} what a phone without a cursor says it holds; null when nothing
 */
export async function holdsOf({ books }, { cursor }) {
  return cursor ? null : holding(heldFromTheStart(books.all()));
}

/**
 * @param {Office} office
 * @param {Operation[]} sent too much for the federation
 * @param {import("./again.js").Page|null} page the same, and cannot be halved: its mark is of the whole
 * @returns {Promise<number>} how many to try next
 */
async function smaller({ database, tell }, sent, page) {
  if (page) return keepIdentity(database, { offering: page.after }).then(() => BATCH);
  if (sent.length > 1) return Math.floor(sent.length / 2);
  await setAside(database, sent[0].id);
  tell({ setAside: sent[0].id });
  return BATCH;
}

/**
 * @param {string[]} ids in `seq` order, from the first
 * @returns {Promise<{count: number, digest: string}|null>} what this phone says it holds; null when nothing
 */
async function holding(ids) {
  return ids.length ? { count: ids.length, digest: await digestOf(new TextEncoder().encode(ids.join("\n"))) } : null;
}
