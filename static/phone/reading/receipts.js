// What is worth a second look in a payment before it is written. It warns and never forbids. Think.

import { readAmount, readCents } from "./amounts.js";

/** @typedef {import("../keeping/notebook.js").Written} Written */
/** @typedef {import("../page/forms.js").Raw} Raw */

const WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

/**
 * Eleven digits, of which the last checks the others, modulo 11, as `stdnum.pe.ruc` of python-stdnum has it.
 *
 * @param {string} [typed]
 * @returns {""|"length"|"check"} what is wrong with it
 */
export function rucFault(typed) {
  const ruc = digitsOf(typed);
  if (!typed) return "";
  if (ruc.length !== 11) return "length";
  const weighed = WEIGHTS.reduce((total, weight, place) => total + weight * Number(ruc[place]), 0);
  return (11 - (weighed % 11)) % 10 === Number(ruc[10]) ? "" : "check";
}

/** @param {string} [typed] */
export const digitsOf = (typed = "") => typed.replace(/\D/g, "");

/**
 * The payment already written with the same receipt: supplier's RUC, series and number.
 *
 * @param {Written[]} payments standing
 * @param {Raw} raw
 * @returns {Written|undefined}
 */
export function sameReceipt(payments, raw) {
  const name = nameOf(raw);
  return name ? payments.find(({ data }) => nameOf(data) === name) : undefined;
}

/** @param {import("../books/operations.js").Fields} receipt */
function nameOf({ supplier_ruc, series = "", number }) {
  return number && `${digitsOf(supplier_ruc)} ${plain(series)} ${plain(number)}`;
}

/** @param {string} text capitals, marks and leading zeros aside */
const plain = (text) => text.toUpperCase().replace(/[^A-Z0-9]/g, "").replace(/^0+/, "");

/**
 * @param {Raw} raw
 * @returns {number|null} what quantity × unit price come to, in centimos, when it is not the total
 */
export function otherTotal({ quantity = "", unit_price_cents = "", amount_cents = "" }) {
  const product = Math.round(readAmount(quantity) * readCents(unit_price_cents));
  return Number.isNaN(product) || product === readCents(amount_cents) ? null : product;
}

/**
 * @param {Raw} raw
 * @param {Written[]} payments standing
 * @param {import("./cash.js").PerFund} funds what each holds
 * @param {{from_on?: string, until_on?: string}} subsidy its days
 */
export function warningsOf(raw, payments, funds, { from_on = "", until_on = "9999" }) {
  const held = funds[/** @type {keyof typeof funds} */ (raw.fund)];
  const twin = sameReceipt(payments, raw);
  return {
    ruc: rucFault(raw.supplier_ruc),
    twin: twin && { on: twin.on, amount_cents: twin.data.amount_cents, supplier: twin.data.supplier },
    product: otherTotal(raw),
    outside: raw.fund === "subsidy" && (raw.on < from_on || raw.on > until_on),
    over: readCents(raw.amount_cents ?? "") > held,
    held,
  };
}
