// A month of the kitchen, day by day, from the books: think.

import { sum } from "./cash.js";

/** @typedef {import("../books/books.js").Books} Books */
/** @typedef {import("../books/rations.js").Service} Service */
/** @typedef {import("../books/rations.js").PerClass} PerClass */

/**
 * @typedef {object} Total
 * @property {PerClass} rations
 * @property {number} plates rations of all classes
 * @property {number} people distinct people served by name
 * @property {number} due_cents
 * @property {number} credit_cents
 * @property {boolean} disputed some count of it contradicts another
 */
/** @typedef {Total & {on: string, services: Service[], skipped: string|null}} Day `skipped`: why nothing was cooked all day */
/** @typedef {Total & {period: string, accepted: boolean, days: Day[], cooked: number}} Month `days` that have a service; `cooked` of them */

/**
 * @param {Books} books
 * @param {string} period `YYYY-MM`
 * @returns {Month}
 */
export function monthOf(books, period) {
  const services = Object.values(books.services).filter(({ on }) => on.startsWith(period));
  const days = [...new Set(services.map(({ on }) => on))].sort().map((on) => dayOf(books, on));
  return {
    period,
    accepted: books.accepted.includes(period),
    days,
    cooked: days.filter(({ plates }) => plates > 0).length,
    ...totalOf(services),
  };
}

/**
 * @param {Books} books
 * @param {string} on Lima date
 * @returns {Day} all of its services together
 */
export function dayOf(books, on) {
  const services = Object.values(books.services).filter((service) => service.on === on).sort((a, b) => a.slot - b.slot);
  const idle = services.length > 0 && services.every(({ skipped }) => skipped !== null);
  return { on, services, skipped: idle ? services[0].skipped : null, ...totalOf(services) };
}

/**
 * @param {Service[]} services
 * @returns {Total}
 */
function totalOf(services) {
  /** @type {PerClass} */
  const rations = {};
  const people = new Set(services.flatMap(({ present }) => Object.keys(present)));
  for (const service of services) {
    for (const [ration, n] of Object.entries(service.rations)) rations[ration] = (rations[ration] ?? 0) + n;
  }
  return {
    rations,
    plates: sum(Object.values(rations)),
    people: people.size,
    due_cents: sum(services.map(({ due_cents }) => due_cents)),
    credit_cents: sum(services.map(({ credit_cents }) => credit_cents)),
    disputed: services.some(({ disputed }) => disputed.length > 0),
  };
}
