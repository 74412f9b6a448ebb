// Taking an erased person's fields out of all that this phone keeps: operations, pages and drafts (docs/sync.md, rule 11).

/** @typedef {import("./operations.js").Operation} Operation */
/** @typedef {import("./database.js").Database} Database */
/** @typedef {import("./database.js").Writing} Writing */
/** @typedef {{operations: Map<string, Uint8Array>, pages: Map<number, Uint8Array>, drafts: string[], any: boolean}} Rewritten sealed again; drafts go whole */

import { afterErasure, draftIsAbout } from "./erasure.js";
import { seal, unseal } from "./seal.js";
import { dropSnapshot } from "./snapshot.js";
import { PAGE_PLACE, draftPlace, inTurns, operationPlace } from "./store.js";

/**
 * Prepare, outside any transaction, what must be written anew. What does not open says nothing to anybody and is left.
 *
 * @param {Database} database
 * @param {CryptoKey} key
 * @param {Set<string>} erased people's ids
 * @returns {Promise<Rewritten>}
 */
export async function withoutErased(database, key, erased) {
  /** @type {Rewritten} */
  const rewritten = { operations: new Map(), pages: new Map(), drafts: [], any: erased.size > 0 };
  if (!rewritten.any) return rewritten;
  const [own, pages, drafts] = await database.read(["operations", "pages", "drafts"], (transaction) =>
    Promise.all([transaction.objectStore("operations").getAll(), transaction.objectStore("pages").getAll(), transaction.objectStore("drafts").getAll()]));
  const open = (/** @type {string} */ place, /** @type {Uint8Array} */ sealed) => unseal(key, place, sealed).catch(() => null);
  await inTurns(own, async ({ id, sealed }) => {
    const operation = await open(operationPlace(id), sealed);
    const left = operation && afterErasure(operation, erased);
    if (left !== operation) rewritten.operations.set(id, await seal(key, operationPlace(id), left));
  });
  await inTurns(pages, async ({ n, sealed }) => {
    const page = (await open(PAGE_PLACE, sealed)) ?? [];
    const left = page.map((/** @type {Operation} */ operation) => afterErasure(operation, erased));
    const changed = left.some((/** @type {Operation} */ operation, /** @type {number} */ at) => operation !== page[at]);
    if (changed) rewritten.pages.set(Number(n), await seal(key, PAGE_PLACE, left));
  });
  await inTurns(drafts, async ({ key: formKey, sealed }) => {
    if (draftIsAbout(formKey, await open(draftPlace(formKey), sealed), erased)) rewritten.drafts.push(formKey);
  });
  return rewritten;
}

/**
 * @param {Writing} transaction over `operations`, `snapshots`, `pages` and `drafts` among others
 * @param {Rewritten} rewritten
 */
export async function rewrite(transaction, rewritten) {
  const [operations, pages, drafts] = [transaction.objectStore("operations"), transaction.objectStore("pages"), transaction.objectStore("drafts")];
  if (rewritten.any) await dropSnapshot(transaction);
  for (const [id, sealed] of rewritten.operations) {
    const record = await operations.get(id);
    if (record) await operations.put({ ...record, sealed });
  }
  for (const [n, sealed] of rewritten.pages) {
    const record = await pages.get(n);
    if (record) await pages.put({ ...record, sealed });
  }
  for (const formKey of rewritten.drafts) await drafts.delete(formKey);
}

/**
 * Erase by itself: for what another tab wrote while the erasure was being taken in.
 *
 * @param {Database} database
 * @param {CryptoKey} key
 * @param {Set<string>} erased people's ids
 */
export async function eraseLeftovers(database, key, erased) {
  const rewritten = await withoutErased(database, key, erased);
  await database.commit(["operations", "snapshots", "pages", "drafts"], (transaction) => rewrite(transaction, rewritten));
}
