// A service and its rations: named ones, unnamed ones, their money. Think.

/** @typedef {import("./operations.js").Operation} Operation */
/** @typedef {import("./books.js").Acts} Acts */
/** @typedef {"member"|"cook"|"paid"|"credit"|"social_case"} RationClass */
/** @typedef {Record<string, number>} PerClass ration class to number; classes with zero are absent */

/**
 * A service: one meal of one day. Money in centimos.
 *
 * @typedef {object} Service
 * @property {string} on
 * @property {number} slot
 * @property {string} [label]
 * @property {string} [menu]
 * @property {number} [price_cents]
 * @property {number} [member_price_cents]
 * @property {number} [social_price_cents]
 * @property {Record<string, any[]>} conflicts field to values: the one that stands, then its rivals
 * @property {string|null} skipped reason that nothing was cooked, or null
 * @property {PerClass} unnamed
 * @property {PerClass} named
 * @property {PerClass} rations unnamed and named together
 * @property {string[]} disputed classes whose counts contradict each other
 * @property {number} due_cents
 * @property {number} credit_cents
 * @property {Record<string, {id: string, class: string, again: number}[]>} present a person's id to her rations
 * @property {Record<string, string[]>} heads class to the ids of the counts that stand; a new count names them in `replaces`
 */

import { standingCounts } from "./counts.js";
import { foldFields, inOrder } from "./registry.js";

export const CLASSES = ["member", "cook", "paid", "credit", "social_case"];
const DUE = ["member", "paid", "social_case"]; // the cooks eat free; credit is counted apart until it is paid

/**
 * One service (kitchen, day, slot) with all that was served in it.
 *
 * @param {Operation[]} operations about it, in any order
 * @param {Acts} acts
 * @returns {Service|null} null when nothing about it stands
 */
export function readService(operations, { undone }) {
  const standing = operations.filter(({ id }) => !undone.has(id));
  if (!standing.length) return null;
  const { fields, conflicts } = foldFields({}, inOrder(ofKind(operations, "service.described")), undone);
  const marks = distinctMarks(ofKind(standing, "rations.served"));
  const counts = standingCounts(ofKind(operations, "rations.counted"), undone);
  const tally = tallied(marks, counts);
  const cooked = Object.keys(tally.rations).length > 0;
  return {
    on: standing[0].on,
    slot: standing[0].data.slot,
    ...fields,
    conflicts,
    skipped: cooked ? null : reasonSkipped(ofKind(standing, "service.skipped")),
    ...tally,
    disputed: CLASSES.filter((ration) => (counts.get(ration)?.ids.length ?? 0) > 1),
    present: presence(marks),
    heads: Object.fromEntries([...counts].map(([ration, { ids }]) => [ration, ids])),
  };
}

/**
 * @param {Operation[]} operations
 * @param {string} kind
 */
function ofKind(operations, kind) {
  return operations.filter((operation) => operation.kind === kind);
}

/**
 * One mark per (person, `again`), however many phones made it: the one with the smallest id.
 *
 * @param {Operation[]} marks
 * @returns {Operation[]}
 */
function distinctMarks(marks) {
  /** @type {Map<string, Operation>} */
  const kept = new Map();
  for (const mark of marks) {
    const key = `${mark.data.person}/${mark.data.again ?? 0}`;
    const other = kept.get(key);
    if (!other || mark.id < other.id) kept.set(key, mark);
  }
  return [...kept.values()];
}

/**
 * @param {Operation[]} marks
 * @param {Map<string, import("./counts.js").Standing>} counts
 */
function tallied(marks, counts) {
  /** @type {Record<"unnamed"|"named"|"rations", Record<string, number>>} */
  const plates = { unnamed: {}, named: {}, rations: {} };
  const money = { due_cents: 0, credit_cents: 0 };
  const add = (/** @type {"unnamed"|"named"} */ how, /** @type {string} */ ration, /** @type {number} */ n, /** @type {number} */ price) => {
    if (!n) return;
    for (const column of [plates[how], plates.rations]) column[ration] = (column[ration] ?? 0) + n;
    if (DUE.includes(ration)) money.due_cents += n * price;
    if (ration === "credit") money.credit_cents += n * price;
  };
  for (const { data } of marks) add("named", data.class, 1, data.price_cents);
  for (const [ration, { n, price_cents }] of counts) add("unnamed", ration, n, price_cents);
  return { ...plates, ...money };
}

/** @param {Operation[]} skips */
function reasonSkipped(skips) {
  if (!skips.length) return null;
  const first = skips.reduce((one, other) => (other.id < one.id ? other : one));
  return first.data.reason ?? "other";
}

/** @param {Operation[]} marks */
function presence(marks) {
  /** @type {Service["present"]} */
  const present = {};
  for (const { id, data } of marks) {
    const rations = (present[data.person] = present[data.person] ?? []);
    rations.push({ id, class: data.class, again: data.again ?? 0 });
    rations.sort((a, b) => a.again - b.again);
  }
  return present;
}
