// Quantities of food typed in the measure of the place (sacks, tins, kilos), and what they are in grams and millilitres. Think.

import { readAmount, readThousandths } from "./amounts.js";
import { amount } from "./formats.js";

/** @typedef {import("../page/forms.js").Raw} Raw */
/** @typedef {import("../keeping/notebook.js").Written} Written */

/**
 * What one of the chosen measure holds: a kilo or a litre, or what she says a sack brings.
 *
 * @param {string|undefined} measure whole, sack, bag, tin, box
 * @param {string|undefined} content kilos or litres in one, as typed
 * @returns {number} grams or millilitres; NaN while she has not said
 */
export function unitOf(measure, content) {
  if (!measure || measure === "whole") return 1000;
  return readThousandths(content ?? "");
}

/**
 * A quantity as typed, in grams or millilitres.
 *
 * @param {Raw} raw
 * @param {string} name of the box
 * @returns {number} NaN while it cannot be read
 */
export const typed = (raw, name) => (raw[name] ? Math.round(readAmount(raw[name]) * unitOf(raw.measure, raw.unit_qty)) : NaN);

/**
 * Values of a form, with the quantities that were counted in its unit as an operation has them.
 *
 * @param {Record<string, any>} values
 * @param {number} unit grams or millilitres
 * @param {string|undefined} unitName of a packed food
 * @returns {Record<string, any>}
 */
export function inGrams(values, unit, unitName) {
  const data = Object.fromEntries(Object.entries(values).map(([name, value]) =>
    [name, /qty$/.test(name) && name !== "unit_qty" ? Math.round(value * unit) : value]));
  return { ...data, ...(unitName ? { unit: unitName, unit_qty: unit } : {}) };
}

/**
 * What a sheet shows beside its quantities: the words of the unit, and each in kilos or litres when it was typed in another.
 *
 * @param {Raw} raw
 * @param {string} measure of the food: g or ml
 * @param {string[]} names of the boxes
 */
export function quantityView(raw, measure, names) {
  const packed = raw.measure !== undefined && raw.measure !== "whole";
  const inAll = (/** @type {string} */ name) => (packed && !Number.isNaN(typed(raw, name)) ? amount(typed(raw, name), measure) : "");
  return {
    liquid: measure === "ml",
    packed,
    measure: packed ? raw.measure : measure === "ml" ? "liters" : "kilos",
    amounts: Object.fromEntries(names.map((name) => [name, inAll(name)])),
  };
}

/**
 * By which unit the food was last written in this way (received, used…), or else in any way, and what one held.
 *
 * @param {Written[]} moves newest first
 * @param {string} food
 * @param {string} kind
 * @returns {{unit?: string, unit_qty?: number}} nothing where it never was, or came by the kilo
 */
export function lastUnit(moves, food, kind) {
  const its = moves.filter(({ data, undone }) => data.food === food && !undone);
  const last = its.find((move) => move.kind === kind) ?? its.find(({ data }) => data.unit);
  return last?.data.unit ? { unit: last.data.unit, unit_qty: last.data.unit_qty } : {};
}
