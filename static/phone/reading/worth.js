// What food is worth: the price of the latest delivery that stated its value (docs/sync.md, "Worth"). Think.

/** @typedef {import("../keeping/notebook.js").Written} Written */
/** @typedef {import("../books/operations.js").Fields} Fields */

/**
 * @param {Pick<Written, "id"|"kind"|"on"|"data">[]} moves standing
 * @param {Fields} use food, source and qty
 * @param {string} on the day it is used
 * @returns {{value_cents?: number}} in centimos; nothing where no price is known
 */
export function worthOf(moves, { food, source, qty }, on) {
  const priced = moves.filter((move) => move.kind === "food.received" && move.data.food === food && move.on <= on
    && move.data.value_cents !== undefined && move.data.received_qty > 0);
  priced.sort((one, other) => (`${one.on} ${one.id}` < `${other.on} ${other.id}` ? 1 : -1));
  const known = (priced.find(({ data }) => data.source === source) ?? priced[0])?.data;
  return known ? { value_cents: Math.round((qty * known.value_cents) / known.received_qty) } : {};
}

/**
 * Food in kind that was used without a value; bought food counts when it is paid.
 *
 * @template {Pick<Written, "kind"|"data">} W
 * @param {W[]} moves standing
 * @returns {W[]}
 */
export const unvalued = (moves) => moves.filter(({ kind, data }) => kind === "food.used" && data.source !== "purchase" && data.value_cents === undefined);
