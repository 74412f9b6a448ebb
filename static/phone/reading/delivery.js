// A delivery: several foods that came at once, what differs from what was promised, in days and in food. Think.

import { daysBetween } from "./calendar.js";
import { amount } from "./formats.js";
import { typed } from "./quantities.js";

/** @typedef {{id: string, data: import("../books/operations.js").Fields}} Line one food of the delivery */

/** What is said once for all lines. */
export const SHARED = ["source", "asked_on", "promised_on", "document", "supplier"];

/**
 * @param {string|undefined} promised Lima date
 * @param {string|undefined} came Lima date
 * @returns {{late?: number, early?: number}} days; nothing when it came on its day or none was promised
 */
export function daysLate(promised, came) {
  if (!promised || !came) return {};
  const days = daysBetween(promised, came);
  if (!days) return {};
  return days > 0 ? { late: days } : { early: -days };
}

/**
 * What she is told while she types: the food that is missing or too much, and the days.
 *
 * @param {import("../page/forms.js").Raw} raw
 * @param {string} measure g or ml
 */
export function differences(raw, measure) {
  const missing = typed(raw, "promised_qty") - typed(raw, "received_qty");
  return {
    short: missing > 0 ? amount(missing, measure) : "",
    over: missing < 0 ? amount(-missing, measure) : "",
    ...daysLate(raw.promised_on, raw.on),
  };
}

/**
 * The values of a form in two: those of the given names, and the rest.
 *
 * @param {import("../books/operations.js").Fields} values
 * @param {string[]} names
 * @returns {import("../books/operations.js").Fields[]}
 */
export function parted(values, names) {
  return [true, false].map((wanted) => Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name) === wanted)));
}

/**
 * Lines as operations: a delivery of several foods has one id on all of them.
 *
 * @param {Line[]} lines
 * @param {import("../books/operations.js").Fields} shared
 * @param {string} delivery id
 * @param {string} on Lima date
 * @returns {import("../books/operations.js").Entry[]}
 */
export function deliveryEntries(lines, shared, delivery, on) {
  const tie = lines.length > 1 ? { delivery } : {};
  return lines.map(({ id, data }) => ({ id, kind: "food.received", on, data: { ...shared, ...data, ...tie } }));
}

/**
 * @param {string|undefined} text of the form's hidden box
 * @returns {Line[]}
 */
export const readLines = (text) => (text ? JSON.parse(text) : []);
