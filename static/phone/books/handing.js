// What was handed in to the federation, and how far each month has come. Think.

/** @typedef {import("./operations.js").Operation} Operation */
/** @typedef {import("./books.js").Acts} Acts */

/**
 * How a month stands. A month of which nobody has said anything is pending and has no entry.
 *
 * @typedef {object} MonthState
 * @property {"handed_in"|"observed"|"accepted"} state
 * @property {string} on Lima date of the act that says so
 * @property {string} by keeper's id or `account:<number>`
 * @property {string} [comment] of the observation that stands
 */

import { inOrder } from "./registry.js";

/**
 * The last act says how the month stands; the first acceptance is final.
 *
 * @param {Operation[]} operations about one month, in any order
 * @param {Acts} acts
 * @returns {MonthState|null}
 */
export function readMonth(operations, { undone }) {
  const acts = inOrder(operations).filter(({ id, kind }) => kind !== "month.handed_in" || !undone.has(id));
  const decisive = acts.find(({ kind }) => kind === "month.accepted") ?? acts[acts.length - 1];
  if (!decisive) return null;
  const { kind, on, by, data: { comment } } = decisive;
  return { state: /** @type {MonthState["state"]} */ (kind.slice("month.".length)), on, by, ...(comment && { comment }) };
}

/**
 * @param {Operation[]} operations
 * @param {Acts} acts
 * @returns {string|null} the latest Lima date on which the padrón was handed in
 */
export function readHandedRoll(operations, { undone }) {
  const days = operations.filter(({ id }) => !undone.has(id)).map(({ on }) => on).sort();
  return days[days.length - 1] ?? null;
}
