// What is owed for rations eaten on credit, person by person: what they cost, less what was paid and forgiven. Think.

import { sum } from "./cash.js";

/** @typedef {import("../books/books.js").Books} Books */
/** @typedef {import("../keeping/notebook.js").Written} Written */

export const KINDS = ["rations.served", "credit.paid", "credit.forgiven"];

/**
 * Debts that are not settled, by name; last, under no name, those of who was not named.
 *
 * @param {Books} books
 * @param {Written[]} written standing operations of the kinds in KINDS
 * @param {{id: string, name: string}[]} people in the order of the list
 * @returns {{id: string, name: string, cents: number}[]} below zero: paid in advance
 */
export function debtsOf(books, written, people) {
  const services = Object.values(books.services);
  const marks = new Set(services.flatMap(({ present }) => Object.values(present).flat().map(({ id }) => id))); // of several marks of one ration, the one that counts
  /** @type {Map<string, number>} */
  const owed = new Map();
  const owe = (/** @type {string|undefined} */ person = "", /** @type {number} */ cents) => owed.set(person, (owed.get(person) ?? 0) + cents);
  for (const { id, kind, data } of written) {
    if (kind !== "rations.served") owe(data.person, -data.amount_cents);
    else if (data.class === "credit" && marks.has(id)) owe(data.person, data.price_cents);
  }
  const all = sum(services.map(({ credit_cents }) => credit_cents)) - sum(written.filter(({ kind }) => kind !== "rations.served").map(({ data }) => data.amount_cents));
  const named = people.map(({ id, name }) => ({ id, name, cents: owed.get(id) ?? 0 }));
  const nameless = { id: "", name: "", cents: all - sum(named.map(({ cents }) => cents)) };
  return [...named, nameless].filter(({ cents }) => cents);
}
