// The pantry: what came of a food, what was used, thrown away and counted, what should be left (docs/sync.md, "Stock"). Think.


/** @typedef {import("./operations.js").Operation} Operation */
/** @typedef {import("./books.js").Acts} Acts */
/** @typedef {{lot?: string, expires_on?: string, received: number}} Lot */
/** @typedef {{food: string, source: string, received: number, used: number, wasted: number, adjusted: number, balance: number, lots: Lot[]}} Stock
 *   grams or millilitres */
/** @typedef {{name: string, measure: string, hidden: boolean}} OwnFood `hidden`: its naming was undone */
/** @typedef {Pick<Operation, "id"|"kind"|"on"|"data">} Move */

/** The kinds that speak of what is on a shelf, in the order in which a day is told. */
export const KINDS = ["food.received", "food.used", "food.wasted", "food.counted"];
const LAST = "\uffff"; // after every date

/**
 * The stock of one food from one source, in grams or millilitres.
 *
 * @param {Operation[]} moves and counts, in any order
 * @param {Acts} acts
 * @returns {Stock|null} null when none stands
 */
export function readStock(moves, { undone }) {
  const standing = moves.filter(({ id }) => !undone.has(id));
  if (!standing.length) return null;
  const { food, source } = standing[0].data;
  const received = total(standing, "food.received", "received_qty");
  const used = total(standing, "food.used", "qty");
  const wasted = total(standing, "food.wasted", "qty");
  const balance = balanceOf(standing);
  return { food, source, received, used, wasted, adjusted: balance - (received - used - wasted), balance, lots: lotsOf(standing) };
}

/**
 * What should be there: what the last count says, and the moves of later days.
 *
 * @param {Move[]} standing of one food from one source
 */
export function balanceOf(standing) {
  const count = lastCount(standing.filter(({ kind }) => kind === "food.counted"));
  const moves = count ? standing.filter(({ on }) => on > count.on) : standing;
  return moves.reduce((sum, move) => sum + flowOf(move), count ? count.data.qty : 0);
}

/**
 * What a move brings to the shelf; below zero, what it takes. A count moves nothing.
 *
 * @param {Move} move
 * @returns {number}
 */
export function flowOf({ kind, data }) {
  if (kind === "food.received") return data.received_qty;
  return kind === "food.counted" ? 0 : -data.qty;
}

/**
 * Of the latest day's counts that no other replaces, the one with the largest id.
 *
 * @template {Move} M
 * @param {M[]} counts that stand
 * @returns {M|undefined}
 */
export function lastCount(counts) {
  const last = counts.reduce((latest, { on }) => (on > latest ? on : latest), "");
  const ofDay = counts.filter(({ on }) => on === last);
  const replaced = new Set(ofDay.flatMap(({ id, data }) => (data.replaces ?? []).filter((/** @type {string} */ old) => old !== id)));
  const heads = ofDay.filter(({ id }) => !replaced.has(id));
  return (heads.length ? heads : ofDay).sort((one, other) => (one.id < other.id ? 1 : -1))[0];
}

/**
 * @param {Move[]} standing
 * @returns {Lot[]} first to expire first
 */
function lotsOf(standing) {
  /** @type {Map<string, Lot>} */
  const lots = new Map();
  for (const { kind, data: { lot, expires_on, received_qty } } of standing) {
    if (kind !== "food.received" || !(lot ?? expires_on)) continue;
    const key = `${expires_on ?? LAST} ${lot ?? ""}`;
    const known = lots.get(key) ?? { ...(lot && { lot }), ...(expires_on && { expires_on }), received: 0 };
    lots.set(key, { ...known, received: known.received + received_qty });
  }
  return [...lots].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, lot]) => lot);
}

/**
 * @param {Operation[]} moves
 * @param {string} kind
 * @param {string} field
 */
function total(moves, kind, field) {
  return moves.reduce((sum, move) => (move.kind === kind ? sum + move.data[field] : sum), 0);
}

/**
 * A food that the kitchen named itself.
 *
 * @param {Operation[]} namings one
 * @param {Acts} acts
 * @returns {OwnFood|null}
 */
export function readFood([{ id, data }], { undone }) {
  return { name: data.name, measure: data.measure, hidden: undone.has(id) };
}
