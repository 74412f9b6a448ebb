// What is taken back when a woman undoes what she sees: think.

/** @typedef {import("./operations.js").Operation} Operation */
/** @typedef {import("./books.js").OpenBooks} OpenBooks */

/**
 * One mark stands on the screen however many phones made it, so all of them go.
 *
 * @param {OpenBooks} books
 * @param {string} targetId
 * @returns {string[]} ids to undo, the asked one first
 */
export function standingMarksOf(books, targetId) {
  const target = books.find(targetId);
  if (target?.kind !== "rations.served") return [targetId];
  const twins = books.all().filter((other) => isSameRation(other, target) && !books.isUndone(other) && other.id !== targetId);
  return [targetId, ...twins.map(({ id }) => id)];
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
