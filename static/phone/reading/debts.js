// What is owed for rations eaten on credit, person by person: what they cost, less what was paid and forgiven. Think.

import { sum } from "./cash.js";

/** @typedef {import("../books/books.js").Books} Books */
/** @typedef {import("../keeping/notebook.js").Written} Written */

export const KINDS = ["credit.paid", "credit.forgiven"];

/**
 * The ids of the named rations on credit that count, of several marks of one ration the one.
 *
 * @param {Books} books
 */
export function creditMarks({ services }) {
  const onCredit = Object.values(services).filter(({ rations }) => rations.credit);
  const rations = onCredit.flatMap(({ present }) => Object.values(present).flat());
  return new Set(rations.filter((ration) => ration.class === "credit").map(({ id }) => id));
}

/**
 * Debts that are not settled, by name; last, under no name, those of who was not named.
 *
 * @param {Books} books
 * @param {Written[]} written those of `creditMarks`, and what stands of the kinds in KINDS
 * @param {{id: string, name: string}[]} people in the order of the list
 * @returns {{id: string, name: string, cents: number}[]} below zero: paid in advance
 */
export function debtsOf(books, written, people) {
  /** @type {Map<string, number>} */
  const owed = new Map();
  const owe = (/** @type {string|undefined} */ person = "", /** @type {number} */ cents) => owed.set(person, (owed.get(person) ?? 0) + cents);
  for (const { data: { person, price_cents = 0, amount_cents = 0 } } of written) owe(person, price_cents - amount_cents);
  const all = sum(Object.values(books.services).map(({ credit_cents }) => credit_cents)) - sum(written.map(({ data: { amount_cents = 0 } }) => amount_cents));
  const named = people.map(({ id, name }) => ({ id, name, cents: owed.get(id) ?? 0 }));
  const nameless = { id: "", name: "", cents: all - sum(named.map(({ cents }) => cents)) };
  return [...named, nameless].filter(({ cents }) => cents);
}
