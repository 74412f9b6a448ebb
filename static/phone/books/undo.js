// What is taken back when a woman undoes what she sees: think.

/** @typedef {import("./operations.js").Operation} Operation */
/** @typedef {import("./books.js").OpenBooks} OpenBooks */

/**
 * What goes when one goes: a mark stands on the screen however many phones made it, and food that was bought has its payment.
 *
 * @param {OpenBooks} books
 * @param {string} targetId
 * @returns {string[]} ids to undo, the asked one first
 */
export function tiedTo(books, targetId) {
  const target = books.find(targetId);
  if (!target) return [targetId];
  const tied = books.all().filter((other) => other.id !== targetId && isTied(other, target) && !books.isUndone(other));
  return [targetId, ...tied.map(({ id }) => id)];
}

/**
 * @param {Operation} one
 * @param {Operation} other
 */
function isTied(one, other) {
  if (other.kind === "rations.served") return isSameRation(one, other);
  const purchase = other.kind === "cash.spent" ? other.id : other.data.with;
  return purchase !== undefined && (one.id === purchase || one.data.with === purchase);
}

/**
 * @param {Operation} one
 * @param {Operation} other a named ration
 */
function isSameRation(one, other) {
  return one.kind === other.kind && one.on === other.on && one.data.slot === other.data.slot
    && one.data.person === other.data.person && (one.data.again ?? 0) === (other.data.again ?? 0);
}

/**
 * The entry that undoes an operation: of the same day, so that it belongs to the same month.
 *
 * @param {OpenBooks} books
 * @param {string} target id
 * @param {string} id of the undo
 * @returns {import("./operations.js").Entry}
 */
export function undoing(books, target, id) {
  const undone = books.find(target);
  if (!undone) throw Object.assign(new Error("nothing to undo"), { code: "unknown-target" });
  return { id, kind: "operation.undone", on: undone.on, data: { target } };
}

/**
 * @param {OpenBooks} books
 * @param {string} target id
 * @returns {string|undefined} id of an undo that the log already has
 */
export function undoOf(books, target) {
  return books.all().find(({ kind, data }) => kind === "operation.undone" && data.target === target)?.id;
}
