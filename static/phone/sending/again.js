// What goes out next, and after a restore of the federation what is offered again, in the old order of the log (docs/sync.md, rule 6).

/** @typedef {import("../books/operations.js").Operation} Operation */
/** @typedef {import("../keeping/database.js").Database} Database */
/** @typedef {import("../keeping/identity.js").Identity} Identity */
/**
 * @typedef {object} Page one that was pulled before, to be offered whole
 * @property {number} from its first `seq` of that time
 * @property {any} mark
 * @property {Operation[]} rows
 * @property {number[]} after numbers of the pages to look at after it
 * @property {number} n its own
 */
/** @typedef {{sent: Operation[], page: Page|null, offering: number[], waiting: number}} Next `offering`: the pages still to look at if this goes well */

import { batchOf } from "./exchange.js";
import { keepIdentity } from "../keeping/identity.js";
import { unseal } from "../keeping/seal.js";
import { inTurns, PAGE_PLACE, readPending } from "../keeping/store.js";

/**
 * A batch of our own, or one page. While a restored federation has more to tell, nothing: only then is it known what it lost.
 *
 * @param {{database: Database, key: CryptoKey}} office
 * @param {Identity} identity
 * @param {number} most
 * @returns {Promise<Next>}
 */
export async function nextToSend({ database, key }, identity, most) {
  const { offering = [], behind } = identity;
  if (offering.length && behind) return { sent: [], page: null, offering, waiting: 0 };
  const page = await nextPage(database, key, identity);
  const { operations, waiting } = await readPending(database, key, most, page?.from);
  const sent = batchOf(operations, most);
  if (!page || !sent.length) return { sent, page, offering: page?.after ?? [], waiting };
  return { sent, page: null, offering: [page.n, ...page.after], waiting };
}

/**
 * Pass over the pages of which all was heard in this epoch, and those that do not open.
 *
 * @param {Database} database
 * @param {CryptoKey} key
 * @param {Identity} identity
 * @returns {Promise<Page|null>}
 */
async function nextPage(database, key, { offering = [], epoch }) {
  if (!offering.length) return null;
  const heard = await heardIn(database, key, epoch);
  for (const [at, n] of offering.entries()) {
    const kept = await database.read(["pages"], (transaction) => transaction.objectStore("pages").get(n));
    /** @type {Operation[]} */
    const rows = kept ? await unseal(key, PAGE_PLACE, kept.sealed).catch(() => []) : [];
    if (kept && rows.some(({ id }) => !heard.has(id))) return { n, from: kept.from, mark: kept.mark, rows, after: offering.slice(at + 1) };
  }
  await keepIdentity(database, { offering: [] });
  return null;
}

/**
 * @param {Database} database
 * @param {CryptoKey} key
 * @param {string|null} [epoch]
 * @returns {Promise<Set<string>>} ids of all that the federation is known to have in this epoch
 */
async function heardIn(database, key, epoch) {
  const [pages, own] = await database.read(["pages", "operations"], (transaction) =>
    Promise.all([transaction.objectStore("pages").getAll(), transaction.objectStore("operations").getAll()]));
  const told = pages.filter((page) => page.epoch === epoch);
  const rows = await inTurns(told, ({ sealed }) => unseal(key, PAGE_PLACE, sealed).catch(() => []));
  return new Set([...rows.flat(), ...own.filter(({ seq }) => seq)].map(({ id }) => id));
}
