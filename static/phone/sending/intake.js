// Taking in what the federation answered: page, cursor, answers and erasures, in one transaction or not at all (docs/sync.md, rules 4, 5, 6).

/** @typedef {import("../books/operations.js").Operation} Operation */
/** @typedef {import("../keeping/database.js").Database} Database */
/** @typedef {import("../keeping/database.js").Writing} Writing */
/** @typedef {import("./exchange.js").Answer} Answer */

import { erasedBy } from "../books/erasure.js";
import { putIdentity } from "../keeping/identity.js";
import { seal } from "../keeping/seal.js";
import { dropSnapshot } from "../keeping/snapshot.js";
import { PAGE_PLACE } from "../keeping/store.js";
import { eraseFromJournal, rewrite, withoutErased } from "../keeping/tombstones.js";

/**
 * @param {{database: Database, key: CryptoKey, journal: import("../keeping/journal.js").Journal}} office
 * @param {Answer} answer a good one
 * @param {{offerAgain: boolean, offering: number[], now: number}} circumstances the epoch is new, so all that we have goes out again; pages
 *   that are still to be offered if it is not; epoch seconds
 */
export async function takeIn({ database, key, journal }, answer, { offerAgain, offering, now }) {
  const { operations, epoch, cursor, mark, more } = answer;
  const [first, last] = [operations[0], operations[operations.length - 1]];
  const sealed = await seal(key, PAGE_PLACE, operations);
  const erased = erasedBy(operations);
  const rewritten = await withoutErased(database, key, erased);
  await database.commit(["operations", "snapshots", "pages", "outbox", "held", "meta", "drafts"], async (transaction) => {
    await rewrite(transaction, rewritten);
    const left = offerAgain ? await transaction.objectStore("pages").getAllKeys() : offering;
    if (first) await transaction.objectStore("pages").add({ epoch, from: Number(first.seq), to: Number(last.seq), mark, sealed });
    if (offerAgain) await offerAllAgain(transaction);
    await settle(transaction, answer);
    await putIdentity(transaction, { epoch, cursor, last_success: now, offering: left, behind: more, ...(rewritten.any && { unerased: true }) });
  });
  if (rewritten.any) await eraseFromJournal(database, key, journal, erased).catch(() => {}); // it will be done at the next start
}

/**
 * Take away the mark *por enviar* of what was answered or came back in the page; number it or note why it is held.
 *
 * @param {Writing} transaction
 * @param {Answer} answer
 */
async function settle(transaction, { answers, operations: pulled }) {
  const [operations, outbox, held] = [transaction.objectStore("operations"), transaction.objectStore("outbox"), transaction.objectStore("held")];
  const came = new Set(pulled.map(({ id }) => id));
  for (const { id, answer, seq } of answers) {
    came.add(id);
    const record = answer === "held" ? undefined : await operations.get(id);
    if (record) await operations.put({ ...record, seq });
  }
  for (const store of [outbox, held]) {
    for (const id of await store.getAllKeys()) if (came.has(id)) await store.delete(id);
  }
  for (const { id, answer, reason } of answers) if (answer === "held") await held.put({ id, reason: reason ?? "" });
}

/**
 * After a restore the federation may have lost what it had received: nothing of ours counts as received until it says so again.
 *
 * @param {Writing} transaction
 */
export async function offerAllAgain(transaction) {
  const [operations, outbox, held] = [transaction.objectStore("operations"), transaction.objectStore("outbox"), transaction.objectStore("held")];
  await Promise.all([held.clear(), dropSnapshot(transaction)]);
  for (const { seq, ...record } of await operations.getAll()) {
    const was = seq ?? record.was;
    await Promise.all([operations.put({ ...record, was }), outbox.put({ id: record.id, made: record.made, was })]);
  }
}

/**
 * Set aside an operation that alone is more than the federation takes, so that it does not keep the others waiting.
 *
 * @param {Database} database
 * @param {string} id
 */
export async function setAside(database, id) {
  await database.commit(["outbox", "held"], async (transaction) => {
    await Promise.all([transaction.objectStore("held").put({ id, reason: "too-large" }), transaction.objectStore("outbox").delete(id)]);
  });
}
