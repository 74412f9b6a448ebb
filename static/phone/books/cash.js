// The cashbook: what a day brought and cost, what its services were settled for, what was in the box (docs/sync.md, "The box"). Think.

/** @typedef {import("./operations.js").Operation} Operation */
/** @typedef {import("./books.js").Acts} Acts */

/**
 * The money of one day, in centimos. What is zero or was not said is absent, but for `settled` and `counted_cents`, which may be 0.
 *
 * @typedef {object} CashDay
 * @property {Record<string, number>} [in] fund to what came from outside: subsidies and other income
 * @property {Record<string, number>} [out] fund to what was spent
 * @property {number} [dues_cents]
 * @property {number} [credit_paid_cents]
 * @property {number} [credit_forgiven_cents]
 * @property {Record<string, number>} [settled] slot to what was collected for that service
 * @property {number} [counted_cents] what was in the box when the day ended
 */

import { lastCount } from "./pantry.js";

/** The kinds that speak of money. */
export const KINDS = ["subsidy.received", "cash.spent", "income.received", "dues.paid", "credit.paid", "credit.forgiven", "rations.settled", "cash.counted"];
/** @type {Record<string, string>} */
const SUMS = { "dues.paid": "dues_cents", "credit.paid": "credit_paid_cents", "credit.forgiven": "credit_forgiven_cents" };

/**
 * @param {Operation[]} entries about money of one day, in any order
 * @param {Acts} acts
 * @returns {CashDay|null} null when none stands
 */
export function readCash(entries, { undone }) {
  const standing = entries.filter(({ id }) => !undone.has(id));
  if (!standing.length) return null;
  /** @type {Record<string, any>} */
  const day = {};
  for (const { kind, data } of standing) {
    if (!data.amount_cents) continue;
    if (kind === "subsidy.received") add(part(day, "in"), "subsidy", data);
    if (kind === "income.received") add(part(day, "in"), data.fund, data);
    if (kind === "cash.spent") add(part(day, "out"), data.fund, data);
    if (SUMS[kind]) add(day, SUMS[kind], data);
  }
  const settled = standing.filter(({ kind }) => kind === "rations.settled");
  for (const { data: { slot } } of settled) {
    part(day, "settled")[slot] = lastCount(settled.filter(({ data }) => data.slot === slot))?.data.amount_cents;
  }
  const count = lastCount(standing.filter(({ kind }) => kind === "cash.counted"));
  if (count) day.counted_cents = count.data.amount_cents;
  return day;
}

/**
 * @param {Record<string, any>} day
 * @param {"in"|"out"|"settled"} name
 */
function part(day, name) {
  return (day[name] = day[name] ?? {});
}

/**
 * @param {Record<string, number>} sums
 * @param {string} name
 * @param {import("./operations.js").Fields} data
 */
function add(sums, name, { amount_cents }) {
  sums[name] = (sums[name] ?? 0) + amount_cents;
}
