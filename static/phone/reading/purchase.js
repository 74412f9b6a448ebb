// A purchase as it is written: one payment, and each food that it brought to the pantry. Think.

import { digitsOf } from "./receipts.js";

/** @typedef {import("../books/operations.js").Entry} Entry */
/** @typedef {import("../books/operations.js").Fields} Fields */

/**
 * @param {{on: string, id: string, cash: Fields, lines: import("./delivery.js").Line[]}} purchase `id` of the payment
 * @returns {Entry[]} the payment first
 */
export function purchaseEntries({ on, id, cash: { supplier_ruc, ...cash }, lines }) {
  const ruc = digitsOf(supplier_ruc);
  const shared = { source: "purchase", with: id, ...(cash.supplier && { supplier: cash.supplier }) };
  const worth = lines.length === 1 ? { value_cents: cash.amount_cents } : {}; // of one food alone, what was paid
  return [
    { id, kind: "cash.spent", on, data: { ...cash, ...(ruc.length === 11 && { supplier_ruc: ruc }) } },
    ...lines.map((line) => ({ id: line.id, kind: "food.received", on, data: { ...worth, ...line.data, ...shared } })),
  ];
}

/**
 * What of the amount is not yet told as the worth of a food.
 *
 * @param {number} amount_cents
 * @param {Fields[]} foods
 */
export const untold = (amount_cents, foods) => foods.reduce((rest, { value_cents = 0 }) => rest - value_cents, amount_cents);
