// The pantry: what came in of a food, what was used, what should be left. Think.

/** @typedef {import("./operations.js").Operation} Operation */
/** @typedef {{food: string, source: string, received: number, used: number, balance: number}} Stock grams or millilitres */
/** @typedef {import("./books.js").Acts} Acts */

/**
 * The stock of one food from one source, in grams or millilitres.
 *
 * @param {Operation[]} moves `food.received` and `food.used`, in any order
 * @param {Acts} acts
 * @returns {Stock|null} null when no move stands
 */
export function readStock(moves, { undone }) {
  const standing = moves.filter(({ id }) => !undone.has(id));
  if (!standing.length) return null;
  const { food, source } = standing[0].data;
  const received = total(standing, "food.received", "received_qty");
  const used = total(standing, "food.used", "qty");
  return { food, source, received, used, balance: received - used };
}

/**
 * @param {Operation[]} moves
 * @param {string} kind
 * @param {string} field
 */
function total(moves, kind, field) {
  return moves.reduce((sum, move) => (move.kind === kind ? sum + move.data[field] : sum), 0);
}
