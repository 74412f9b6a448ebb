// What this phone carries for others: their sealed parts kept until the federation has each, and its receipts until they are taken back.

/** @typedef {import("./sync.js").Office} Office */
/** @typedef {import("./sync.js").Outcome} Outcome */
/**
 * @typedef {object} Part of a file that was opened here
 * @property {string} id its last letters, which depend on all the others
 * @property {number} parcel epoch milliseconds when the file was opened
 * @property {number} n its place there
 * @property {string} name of the file
 * @property {string} envelope
 * @property {string} [receipt]
 * @property {string} [reason] the code of why the federation could not take it
 */
/** @typedef {{parcel: number, name: string, total: number, sent: number, bad: number, over: boolean}} Carried one file; `over`: nothing of it waits any more */

import { bytesOf } from "../keeping/envelope.js";
import { ask, saidBy } from "./wire.js";

const ID_LETTERS = 22;
const REFUSALS = [400, 404, 413]; // with a reason: trying again would change nothing

/**
 * Take parts along. One that is here already is not taken twice.
 *
 * @param {Office} office
 * @param {string} name of the file
 * @param {string[]} parts
 */
export async function keepParcel(office, name, parts) {
  const parcel = Date.now();
  await office.database.commit(["parcels"], async (transaction) => {
    const store = transaction.objectStore("parcels");
    for (const [n, envelope] of parts.entries()) {
      const id = envelope.slice(-ID_LETTERS);
      if (!(await store.get(id))?.receipt) await store.put({ id, parcel, n, name, envelope });
    }
  });
  await tellCarried(office);
}

/**
 * Send all that was not answered yet. A receipt is kept before the next part goes.
 *
 * @param {Office} office
 * @returns {Promise<Outcome>} trouble when the signal went meanwhile
 */
export async function carryAll(office) {
  for (const part of await partsIn(office)) {
    if (part.receipt || part.reason) continue;
    const { status, type, text, retryAfter } = await ask("/sync/carried", bytesOf(part.envelope));
    const { receipt, reason } = saidBy(type, text);
    const isOver = status === 200 ? receipt : REFUSALS.includes(status) && reason;
    if (!isOver) return { trouble: status >= 400 ? "server" : "offline", retryAfter };
    await office.database.commit(["parcels"], (transaction) => transaction.objectStore("parcels").put({ ...part, receipt, reason }));
    await tellCarried(office);
  }
  return { trouble: null, retryAfter: 0 };
}

/** @param {Office} office @returns {Promise<Part[]>} */
async function partsIn({ database }) {
  const parts = await database.read(["parcels"], (transaction) => transaction.objectStore("parcels").getAll());
  return parts.sort((a, b) => a.parcel - b.parcel || a.n - b.n);
}

/** @param {Office} office */
export async function tellCarried(office) {
  /** @type {Map<number, Carried>} */
  const carried = new Map();
  for (const { parcel, name, receipt, reason } of await partsIn(office)) {
    const one = carried.get(parcel) ?? { parcel, name, total: 0, sent: 0, bad: 0, over: false };
    one.total += 1;
    if (receipt) one.sent += 1;
    else if (reason) one.bad += 1;
    one.over = one.sent + one.bad === one.total;
    carried.set(parcel, one);
  }
  office.tell({ carried: [...carried.values()] });
}

/**
 * @param {Office} office
 * @param {number} parcel
 * @returns {Promise<string[]>} the receipts that came so far
 */
export async function receiptsOf(office, parcel) {
  return (await partsIn(office)).flatMap((part) => (part.parcel === parcel && part.receipt) || []);
}

/**
 * The receipts were taken back: nothing of it stays.
 *
 * @param {Office} office
 * @param {number} parcel
 */
export async function dropParcel(office, parcel) {
  const parts = await partsIn(office);
  await office.database.commit(["parcels"], async (transaction) => {
    for (const part of parts) if (part.parcel === parcel) await transaction.objectStore("parcels").delete(part.id);
  });
  await tellCarried(office);
}
