// The pantry as the screen shows it: balances, movements, and quantities typed in the measure of the place. Think.

import { amount } from "./formats.js";
import { readThousandths } from "./amounts.js";

/** @typedef {import("./written.js").Foods} Foods */
/** @typedef {import("./notebook.js").Written} Written */

const SOURCE = "pca";

/**
 * @param {import("./books.js").Books} books
 * @param {Foods} foods
 */
export function stockLines(books, foods) {
  const lines = Object.values(books.stock).map(({ food, received, used, balance }) => {
    const { name, measure } = foods.get(food) ?? { name: food, measure: "g" };
    return {
      key: food, food, name, initial: name.slice(0, 1), negative: balance < 0,
      received: amount(received, measure), used: amount(used, measure), balance: amount(balance, measure),
    };
  });
  return lines.sort((one, other) => one.name.localeCompare(other.name, "es"));
}

/**
 * @param {Written} written a `food.received` or `food.used`
 * @param {Foods} foods
 * @param {import("./books.js").Books} books
 */
export function movementLine({ id, kind, on, by, data, state, undone }, foods, books) {
  const { name, measure } = foods.get(data.food) ?? { name: data.food, measure: "g" };
  const said = (/** @type {number|undefined} */ quantity) => (quantity == null ? undefined : amount(quantity, measure));
  const missing = (data.promised_qty ?? data.received_qty ?? 0) - (data.received_qty ?? 0);
  return {
    id, kind, on, name, undone,
    way: kind === "food.received" ? "user" : "member",
    by: books.keepers[by]?.name,
    document: data.document,
    amount: said(data.received_qty ?? data.qty),
    asked: said(data.asked_qty),
    unasked: data.asked_qty != null && data.asked_qty !== data.received_qty,
    promised: said(data.promised_qty),
    short: missing > 0 ? said(missing) : undefined,
    over: missing < 0 ? said(-missing) : undefined,
    mark: undone ? "undone" : state,
  };
}

/**
 * What one of the chosen measure holds: a kilo or a litre, or what she says a sack brings.
 *
 * @param {string|undefined} measure whole, sack, box, tin
 * @param {string|undefined} content kilos or litres in one, as typed
 * @returns {number} grams or millilitres; NaN while she has not said
 */
export function unitOf(measure, content) {
  if (!measure || measure === "whole") return 1000;
  return readThousandths(content ?? "");
}

/**
 * Quantities of a form, counted in its unit, as an operation has them.
 *
 * @param {Record<string, any>} values
 * @param {number} unit grams or millilitres
 * @param {string|undefined} unitName of a packed food
 * @returns {Record<string, any>} without the day
 */
export function foodData({ on: _on, ...values }, unit, unitName) {
  const data = Object.fromEntries(Object.entries(values).map(([name, value]) =>
    [name, /qty$/.test(name) && name !== "unit_qty" ? Math.round(value * unit) : value]));
  return { ...data, source: SOURCE, ...(unitName ? { unit: unitName, unit_qty: unit } : {}) };
}

