// The kitchen's books: today's reading of its operations (docs/sync.md, "What the books make of them"). Think.

/** @typedef {import("./operations.js").Operation} Operation */

/**
 * @typedef {object} Books
 * @property {Record<string, import("./roll.js").KeeperEntry>} keepers by keeper's id
 * @property {Record<string, import("./roll.js").Person>} people by person's id
 * @property {Record<string, import("./rations.js").Service>} services by `on/slot`
 * @property {Record<string, import("./pantry.js").Stock>} stock by `food|source`
 * @property {string[]} accepted periods `YYYY-MM`, in order
 */

/** @typedef {{undone: Set<string>, erased: Set<string>}} Acts what was done to others: ids of operations undone and of people erased */

/**
 * Books kept up to date as operations come: only the entries that an operation touches are read again.
 *
 * @typedef {object} OpenBooks
 * @property {(operation: Operation) => void} add in any order; again is harmless; the one with a `seq` prevails
 * @property {(id: string, seq: number|undefined) => void} number give an operation its place in the log, or take it back
 * @property {(id: string) => Operation|undefined} find
 * @property {() => Operation[]} all
 * @property {(operation: Operation) => boolean} isUndone
 * @property {() => Set<string>} erased ids of erased people
 * @property {() => Books} read the same object until something is added
 */

import { bookEntries } from "./entries.js";
import { afterErasure, subjectOf, withoutPersonal } from "./erasure.js";

const FINAL = ["operation.undone", "person.erased", "month.accepted"]; // an undo, and what the federation writes, stand

/**
 * The books that the given operations make. Facts may come in any order; pending operations (without `seq`) in the order made.
 *
 * @param {Operation[]} operations
 * @returns {Books}
 */
export function fold(operations) {
  const books = openBooks();
  for (const operation of operations) books.add(operation);
  return books.read();
}

/** @returns {OpenBooks} */
export function openBooks() {
  /** @type {Map<string, Operation>} */
  const byId = new Map();
  const acts = { undone: new Set(), erased: new Set() };
  const entries = bookEntries(acts);
  return {
    add(operation) {
      const known = byId.get(operation.id);
      if (known && operation.seq === undefined) return;
      const own = known ? Object.assign(known, operation) : { ...operation };
      Object.assign(own, afterErasure(own, acts.erased));
      byId.set(own.id, own);
      for (const other of actedUpon(own, acts, byId)) entries.touch(other);
      if (known) entries.touch(own);
      else entries.put(own);
    },
    number(id, seq) {
      const operation = byId.get(id);
      if (operation) entries.touch(Object.assign(operation, { seq }));
    },
    find: (id) => byId.get(id),
    all: () => [...byId.values()],
    isUndone: ({ id, kind }) => acts.undone.has(id) && !FINAL.includes(kind),
    erased: () => acts.erased,
    read: entries.read,
  };
}

/**
 * Do what an undo or an erasure does to other operations.
 *
 * @param {Operation} operation
 * @param {Acts} acts
 * @param {Map<string, Operation>} byId
 * @returns {Operation[]} those whose entries must be read again
 */
function actedUpon({ kind, data }, acts, byId) {
  if (kind === "operation.undone") {
    acts.undone.add(data.target);
    const target = byId.get(data.target);
    return target ? [target] : [];
  }
  if (kind !== "person.erased") return [];
  acts.erased.add(data.person);
  const hers = [...byId.values()].filter((operation) => subjectOf(operation) === data.person);
  for (const operation of hers) Object.assign(operation, withoutPersonal(operation));
  return hers;
}
