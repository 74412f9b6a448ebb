// How edits of a person or a service fold, field by field, with what contradicts kept for somebody to settle: think.

/** @typedef {import("./operations.js").Operation} Operation */
/** @typedef {import("./operations.js").Fields} Fields */
/** @typedef {{current: any, rivals: any[]}} Cell a field's value that stands (null when empty) and those it contradicts */

const SUBJECTS = ["person", "slot"];
const HEALTH_FLAGS = ["pregnant", "disability"];

/**
 * The given operations as the kitchen's log has them; this phone's pending ones last, in the order made.
 *
 * @param {Operation[]} operations
 * @returns {Operation[]}
 */
export function inOrder(operations) {
  const place = (/** @type {Operation} */ operation) => operation.seq ?? Number.MAX_SAFE_INTEGER;
  return operations.slice().sort((a, b) => place(a) - place(b));
}

/**
 * Fold edits, undone ones among them, upon a first form.
 *
 * @param {Fields} first the registration's fields, or none
 * @param {Operation[]} edits in order
 * @param {Set<string>} undone ids
 * @returns {{fields: Fields, conflicts: Record<string, any[]>}} without empty fields
 */
export function foldFields(first, edits, undone) {
  /** @type {Map<string, Cell>} */
  const cells = new Map();
  for (const field of Object.keys(first)) cells.set(field, { current: first[field], rivals: [] });
  const takenBack = edits.filter((edit) => undone.has(edit.id));
  for (const edit of edits) {
    if (undone.has(edit.id)) continue;
    for (const field of Object.keys(edit.data)) {
      if (SUBJECTS.includes(field)) continue;
      const cell = cells.get(field) ?? { current: null, rivals: [] };
      cells.set(field, applied(cell, field, edit, takenBack));
    }
  }
  return laidOut(cells);
}

/**
 * @param {Cell} cell
 * @param {string} field
 * @param {Operation} edit
 * @param {Operation[]} takenBack undone edits of the same subject
 * @returns {Cell}
 */
function applied({ current, rivals }, field, edit, takenBack) {
  const value = edit.data[field];
  const base = edit.base?.[field] ?? null;
  if (base === current) return { current: value, rivals: [] };
  if (value === current) return { current, rivals };
  const sawAnUndoneEdit = takenBack.some((undone) => field in undone.data && undone.data[field] === base);
  if (sawAnUndoneEdit || wins(field, value)) return { current: value, rivals: rivals.filter((rival) => rival !== value) };
  if (HEALTH_FLAGS.includes(field) || wins(field, current) || rivals.includes(value)) return { current, rivals };
  return { current, rivals: [...rivals, value] };
}

/**
 * Between edits that did not see one another: a raised health flag and a refused consent stand, whichever came first.
 *
 * @param {string} field
 * @param {any} value
 */
function wins(field, value) {
  return field === "consent" ? value === "none" : HEALTH_FLAGS.includes(field) && value === true;
}

/** @param {Map<string, Cell>} cells */
function laidOut(cells) {
  /** @type {Fields} */
  const fields = {};
  /** @type {Record<string, any[]>} */
  const conflicts = {};
  for (const [field, { current, rivals }] of cells) {
    if (current !== null) fields[field] = current;
    if (rivals.length) conflicts[field] = [current, ...rivals];
  }
  return { fields, conflicts };
}
