// The roll and the keepers: what the operations about one person say of her today. Think.

/** @typedef {import("./operations.js").Operation} Operation */
/** @typedef {import("./books.js").Acts} Acts */
/** @typedef {{name?: string, erased?: boolean, left?: boolean}} KeeperEntry */

/**
 * A person of the roll. Empty fields are absent.
 *
 * @typedef {object} Person
 * @property {string} [names]
 * @property {string} [paternal]
 * @property {string} [maternal]
 * @property {string} [doc_type] dni, ce, ptp, passport, none
 * @property {string} [doc_number]
 * @property {string} [born_on]
 * @property {number} [age] years, on the day she joined
 * @property {string} [sex] f, m
 * @property {string} [type] member, user, social_case
 * @property {boolean} [pregnant]
 * @property {boolean} [disability]
 * @property {string} [household]
 * @property {string} [guardian] another person's id
 * @property {string} [guardian_names]
 * @property {string} [guardian_paternal]
 * @property {string} [guardian_maternal]
 * @property {string} [guardian_dni]
 * @property {string} [address]
 * @property {string} [consent] none, spoken, signed, thumbprint
 * @property {string} joined_on
 * @property {string|null} left_on
 * @property {string|null} leave_reason moved, deceased, stopped, other
 * @property {boolean} hidden her registration was undone
 * @property {boolean} erased her personal fields were taken out, by law
 * @property {Record<string, string>} [asked] right (`objection`, `erasure`) to the last day she asked for it
 * @property {Record<string, any[]>} conflicts field to values: the one that stands, then its rivals
 */

import { leaving } from "./erasure.js";
import { foldFields, inOrder } from "./registry.js";

/**
 * A person, from her registration and what followed it.
 *
 * @param {Operation[]} operations about her, in any order
 * @param {Acts} acts
 * @returns {Person|null} null while her registration has not come
 */
export function readPerson(operations, { undone, erased }) {
  const registration = operations.find(({ kind }) => kind === "beneficiary.registered");
  if (!registration) return null;
  const inLog = inOrder(operations);
  const edits = inLog.filter(({ kind }) => kind === "beneficiary.amended");
  const { fields, conflicts } = foldFields(registration.data, edits, undone);
  const isErased = erased.has(registration.id) || operations.some((operation) => operation.erased);
  return {
    ...(isErased ? leaving(fields) : fields),
    joined_on: registration.on,
    ...departure(inLog, undone),
    ...(!isErased && rightsAsked(operations, undone)),
    hidden: undone.has(registration.id),
    erased: isErased,
    conflicts: isErased ? leaving(conflicts) : conflicts,
  };
}

/**
 * @param {Operation[]} inLog
 * @param {Set<string>} undone
 */
function departure(inLog, undone) {
  const moves = inLog.filter(({ id, kind }) => /^beneficiary\.(left|returned)$/.test(kind) && !undone.has(id));
  const last = moves[moves.length - 1];
  if (!last || last.kind === "beneficiary.returned") return { left_on: null, leave_reason: null };
  return { left_on: last.on, leave_reason: last.data.reason };
}

/**
 * @param {Operation[]} operations
 * @param {Set<string>} undone
 * @returns {{asked?: Record<string, string>}}
 */
function rightsAsked(operations, undone) {
  const asking = operations.filter(({ id, kind }) => kind === "right.asked" && !undone.has(id)).sort((one, other) => (one.on < other.on ? -1 : 1));
  return asking.length ? { asked: Object.fromEntries(asking.map(({ on, data }) => [data.right, on])) } : {};
}

/**
 * @param {Operation[]} operations the one with which she joined, and those that say that she writes here no more
 * @param {Acts} acts
 * @returns {KeeperEntry|null} null when she joined by mistake
 */
export function readKeeper(operations, { undone, erased }) {
  const standing = operations.filter(({ id }) => !undone.has(id));
  const joined = standing.find(({ kind }) => kind === "keeper.joined");
  if (!joined) return null;
  const left = standing.length > 1 && { left: true };
  return { ...(joined.erased || erased.has(joined.id) ? { erased: true } : { name: joined.data.name }), ...left };
}
