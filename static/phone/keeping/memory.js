// The notebook in memory: the books, what waits, what is held, and how news change them. Think.

/** @typedef {import("../books/operations.js").Operation} Operation */
/** @typedef {import("../sending/exchange.js").Answer} Answer */
/** @typedef {import("./notebook.js").Status} Status */
/** @typedef {import("./notebook.js").Written} Written */
/** @typedef {import("./notebook.js").Filter} Filter */
/** @typedef {import("../sending/sync.js").News & {entered?: Operation, weak?: Status["weak"]}} News `entered`: on this phone, in this tab or another */
/** @typedef {import("./identity.js").Identity["lost"]} Lost */
/** @typedef {import("./store.js").Kept & {books: import("../books/books.js").OpenBooks, status: Status, lost: Lost}} Memory */

import { OpenBooks } from "../books/books.js";
import { stillGone, stillLost } from "./damage.js";

/**
 * @param {import("./store.js").Kept} kept
 * @param {Partial<Status>} known of the last time
 * @param {Lost} lost
 * @returns {Memory}
 */
export function openMemory(kept, known, lost) {
  const books = new OpenBooks();
  for (const operation of kept.operations) books.add(operation);
  const status = { pending: 0, held: 0, lastSuccess: null, syncing: false, trouble: null, damaged: 0, lost: null, weak: null, ...known };
  return { ...kept, books, status, lost };
}

/**
 * @param {Memory} memory changed
 * @param {News} news
 */
export function take(memory, { entered, answer, offerAgain, setAside, ...changes }) {
  if (entered) {
    memory.books.add(entered);
    memory.own.add(entered.id);
    memory.pending.add(entered.id);
  }
  if (offerAgain) {
    memory.held.clear();
    for (const id of memory.own) memory.pending.add(id);
  }
  if (answer) takeAnswer(memory, answer);
  if (setAside && memory.pending.delete(setAside)) memory.held.set(setAside, "too-large");
  Object.assign(memory.status, changes);
}

/**
 * @param {Memory} memory
 * @param {Answer} answer
 */
function takeAnswer({ books, pending, held }, { answers, operations }) {
  for (const operation of operations) {
    books.add(operation);
    pending.delete(operation.id);
    held.delete(operation.id);
  }
  for (const { id, answer, seq, reason } of answers) {
    pending.delete(id);
    if (answer === "held") held.set(id, reason ?? "");
    else {
      held.delete(id);
      books.number(id, seq);
    }
  }
}

/**
 * @param {Memory} memory
 * @returns {Status}
 */
export function standing({ status, pending, held, damaged, books, own, lost }) {
  const unread = [...held.keys()].filter((id) => !books.acts.undone.has(id)); // an undo says that she knows
  return { ...status, pending: pending.size, held: unread.length, damaged: stillLost(damaged, books).length, lost: lost ? stillGone(lost, books, own) : null };
}

/**
 * What was written, newest first: what waits, then the log backwards.
 *
 * @param {Memory} memory
 * @param {Filter} filter
 * @returns {Written[]}
 */
export function written(memory, filter) {
  const { books, pending, held } = memory;
  const place = (/** @type {Operation} */ { seq }) => seq ?? Number.MAX_SAFE_INTEGER;
  const stateOf = (/** @type {Operation} */ operation) =>
    (books.whyRejected(operation) ? "rejected" : pending.has(operation.id) ? "saved" : held.has(operation.id) ? "held" : "received");
  const kinds = filter.kind === undefined ? null : [filter.kind].flat();
  const wanted = books.all().filter((operation) => isWanted(operation, filter, kinds)
    && (filter.undone ?? books.isUndone(operation)) === books.isUndone(operation) && (filter.state ?? stateOf(operation)) === stateOf(operation));
  const newest = wanted.reverse().sort((a, b) => place(b) - place(a)).slice(0, filter.most); // only these are made ready: the log is long
  return newest.map((operation) => {
    const { id, kind, on, by, at, data, base } = operation;
    const reason = held.has(id) && { reason: held.get(id), why: books.whyRejected(operation) };
    return { id, kind, on, by, at, data, ...(base && { base }), state: stateOf(operation), ...reason, undone: books.isUndone(operation) };
  });
}

/**
 * @param {Operation} operation
 * @param {Filter} filter
 * @param {string[]|null} kinds those of the filter; null means any
 */
function isWanted({ id, kind, on, data }, filter, kinds) {
  if (filter.ids ? !filter.ids.has(id) : (filter.id ?? id) !== id) return false;
  if (kinds ? !kinds.includes(kind) : kind === "operation.undone") return false;
  if (!on.startsWith(filter.on ?? "")) return false;
  if (filter.slot !== undefined && filter.slot !== data.slot) return false;
  return filter.person === undefined || data.person === filter.person || id === filter.person;
}
