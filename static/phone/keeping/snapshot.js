// A sealed snapshot of what this phone wrote and the federation received, so that a year's notebook opens as soon as a month's.
// The operations stay one by one too: a snapshot that does not open, or that is thrown away, costs time and nothing else.

/** @typedef {import("../books/operations.js").Operation} Operation */
/** @typedef {import("./database.js").Database} Database */
/** @typedef {import("./database.js").Writing} Writing */

import { seal, unseal } from "./seal.js";

const PLACE = "snapshot";
const WORTH = 1_000; // operations since the last one; a small phone opens so many in a tenth of a second

/**
 * @param {Database} database
 * @param {CryptoKey} key
 * @returns {Promise<{made: number, operations: Operation[]}>} our own up to the one `made` so; nothing when there is none or it does not open
 */
export async function readSnapshot(database, key) {
  const snapshot = await database.read(["snapshots"], (transaction) => transaction.objectStore("snapshots").get(PLACE));
  const operations = snapshot && (await unseal(key, PLACE, snapshot.sealed).catch(() => null));
  return operations ? { made: snapshot.made, operations } : { made: 0, operations: [] };
}

/**
 * Take a new one when enough has been received since the last. Only for the tab that syncs, so that no erasure comes between.
 *
 * @param {Database} database
 * @param {CryptoKey} key
 * @param {(id: string) => Operation|undefined} find as the books know it
 */
export async function renewSnapshot(database, key, find) {
  const { ids, made } = await database.read(["operations", "snapshots"], async (transaction) => {
    const before = await transaction.objectStore("snapshots").get(PLACE);
    const byMade = transaction.objectStore("operations").index("made");
    const [all, since] = await Promise.all([byMade.getAllKeys(), byMade.getAllKeys(IDBKeyRange.lowerBound(before?.made ?? 0, true))]);
    const waiting = since.findIndex((id) => find(id)?.seq === undefined); // or damaged, which a snapshot must not cover
    const received = all.slice(0, all.length - (waiting < 0 ? 0 : since.length - waiting));
    const isWorth = received.length - (all.length - since.length) >= WORTH;
    const last = isWorth ? await transaction.objectStore("operations").get(received[received.length - 1]) : undefined;
    return { ids: received, made: last?.made };
  });
  if (made === undefined) return;
  const sealed = await seal(key, PLACE, ids.map(find));
  await database.commit(["snapshots"], (transaction) => transaction.objectStore("snapshots").put({ made, sealed }, PLACE));
}

/**
 * For a transaction that changes what a snapshot holds.
 *
 * @param {Writing} transaction over `snapshots` among others
 */
export async function dropSnapshot(transaction) {
  await transaction.objectStore("snapshots").delete(PLACE);
}
