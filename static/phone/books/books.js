// The kitchen's books: today's reading of its operations (docs/sync.md, "What the books make of them"). Think.

/** @typedef {import("./operations.js").Operation} Operation */

/**
 * @typedef {object} Books
 * @property {Record<string, import("./roll.js").KeeperEntry>} keepers by keeper's id
 * @property {Record<string, import("./roll.js").Person>} people by person's id
 * @property {Record<string, import("./rations.js").Service>} services by `on/slot`
 * @property {Record<string, import("./pantry.js").OwnFood>} foods the kitchen's own, by id
 * @property {Record<string, import("./pantry.js").Stock>} stock by `food|source`
 * @property {Record<string, import("./cash.js").CashDay>} cash by day, a Lima date
 * @property {string[]} accepted periods `YYYY-MM`, in order
 * @property {Record<string, import("./handing.js").MonthState>} months by period; pending ones are absent
 * @property {string|null} roll_handed_in Lima date
 * @property {Record<string, import("./notices.js").Notice>} notices by id
 */

/** @typedef {{undone: Set<string>, erased: Set<string>, rejected: Map<string, string>}} Acts what was done to others: ids of operations undone, of
 *   people erased, and of what the federation will not take, with its reason */

import { Entries, isRejected } from "./entries.js";
import { afterErasure, subjectOf, withoutPersonal } from "./erasure.js";

const FINAL = ["operation.undone", "person.erased", "month.observed", "month.accepted", "notice.published", "operation.rejected"]; // an undo, and what the federation writes, stand

/**
 * The books that the given operations make. Facts may come in any order; pending operations (without `seq`) in the order made.
 *
 * @param {Operation[]} operations
 * @returns {Books}
 */
export function fold(operations) {
  const books = new OpenBooks();
  for (const operation of operations) books.add(operation);
  return books.read();
}

/** Books kept up to date as operations come: only the entries that an operation touches are read again. */
export class OpenBooks {
  constructor() {
    /** @type {Map<string, Operation>} */
    this.byId = new Map();
    /** @type {Acts} */
    this.acts = { undone: new Set(), erased: new Set(), rejected: new Map() };
    this.entries = new Entries(this.acts);
  }

  /**
   * In any order; again is harmless; what comes with a `seq` prevails over what comes without.
   *
   * @param {Operation} operation
   */
  add(operation) {
    const known = this.byId.get(operation.id);
    if (known && operation.seq === undefined) return;
    const own = known ? Object.assign(known, operation) : { ...operation };
    Object.assign(own, afterErasure(own, this.acts.erased));
    this.byId.set(own.id, own);
    for (const other of actedUpon(own, this.acts, this.byId)) this.entries.touch(other);
    if (known) this.entries.touch(own);
    else this.entries.put(own);
  }

  /**
   * Give an operation its place in the log.
   *
   * @param {string} id
   * @param {number|undefined} seq
   */
  number(id, seq) {
    const operation = this.byId.get(id);
    if (operation) this.entries.touch(Object.assign(operation, { seq }));
  }

  /** @param {string} id */
  find(id) {
    return this.byId.get(id);
  }

  /** @returns {Operation[]} in the order they came */
  all() {
    return [...this.byId.values()];
  }

  /**
   * @param {string} service `on/slot`
   * @returns {Set<string>} ids of who wrote what stands of it
   */
  writers(service) {
    const written = this.entries.shelves.services.operations.get(service) ?? [];
    return new Set(written.filter((operation) => !this.isUndone(operation) && !isRejected(operation, this.acts)).map(({ by }) => by));
  }

  /** @param {Operation} operation */
  isUndone({ id, kind }) {
    return this.acts.undone.has(id) && !FINAL.includes(kind);
  }

  /**
   * @param {Operation} operation
   * @returns {string|undefined} why the federation did not take it, so that it counts for nothing
   */
  whyRejected({ id, seq }) {
    return seq ? undefined : this.acts.rejected.get(id);
  }

  /** @returns {Set<string>} ids of erased people */
  erased() {
    return this.acts.erased;
  }

  /** @returns {Books} the same object until something is added */
  read() {
    return this.entries.read();
  }
}

/**
 * Do what an undo or an erasure does to other operations.
 *
 * @param {Operation} operation
 * @param {Acts} acts
 * @param {Map<string, Operation>} byId
 * @returns {Operation[]} those whose entries must be read again
 */
function actedUpon(operation, acts, byId) {
  const { kind, data } = operation;
  const target = byId.get(data.target);
  if (kind === "operation.undone") undo(operation, acts);
  if (kind === "operation.rejected") {
    acts.rejected.set(data.target, data.reason);
    acts.undone.clear(); // an undo may be what was rejected
    for (const known of byId.values()) undo(known, acts);
    return [target, byId.get(target?.data.target)].flatMap((touched) => touched ?? []);
  }
  if (target) return [target];
  if (kind !== "person.erased") return [];
  acts.erased.add(data.person);
  const hers = [...byId.values()].filter((known) => subjectOf(known) === data.person);
  for (const known of hers) Object.assign(known, withoutPersonal(known));
  return hers;
}

/**
 * @param {Operation} operation an undo, or any other
 * @param {Acts} acts
 */
function undo(operation, acts) {
  if (operation.kind === "operation.undone" && !isRejected(operation, acts)) acts.undone.add(operation.data.target);
}
