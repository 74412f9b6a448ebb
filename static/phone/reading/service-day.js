// A day's service as the screen *Hoy* shows it: think.

import { CLASSES } from "../books/rations.js";
import { daysBetween } from "./calendar.js";
import { priceOf, pricesOn } from "./prices.js";

/** @typedef {import("../books/books.js").Books} Books */
/** @typedef {import("../keeping/notebook.js").Written} Written */

const NONE = { unnamed: {}, named: {}, rations: {}, disputed: [], due_cents: 0, credit_cents: 0, present: {}, heads: {}, conflicts: {}, skipped: null };
const LONG_AGO = 40; // days: more than a month back is more likely a slip of the finger

/**
 * @param {Books} books
 * @param {string} on
 * @param {number} slot
 * @returns {any} the service as the books have it, or an empty one
 */
export const serviceOf = (books, on, slot) => books.services[`${on}/${slot}`] ?? { on, slot, ...NONE };

/**
 * @param {Books} books
 * @param {string} on
 * @param {number} slot the one shown, which may have nothing yet
 * @returns {number[]} the day's services, in order
 */
export function slotsOn(books, on, slot) {
  const known = Object.values(books.services).filter((service) => service.on === on).map((service) => service.slot);
  return [...new Set([...known, slot])].sort((one, other) => one - other);
}

/**
 * @param {Books} books
 * @param {string} on
 * @param {number} slot
 * @param {string} today
 * @param {Record<string, number>} typed unnamed rations not yet saved, by class
 * @param {Written[]} counts the service's `rations.counted`
 */
export function serviceView(books, on, slot, today, typed, counts) {
  const service = serviceOf(books, on, slot);
  const prices = pricesOn(books, on, slot);
  const money = totals(service, prices, typed);
  return {
    on, slot, today,
    near: nearness(on, today),
    warning: warningOf(books, on, today),
    label: service.label ?? prices.label,
    menu: service.menu,
    priced: prices.price_cents != null,
    price_cents: prices.price_cents,
    ...apart(prices),
    skipped: service.skipped,
    nothing: !service.skipped && money.total === 0,
    ...money,
    classes: CLASSES.map((code) => classView(service, code, typed, counts)),
    ...conflictsOf(service),
  };
}

/**
 * Prices that differ from the menu's are shown beside it.
 *
 * @param {import("./prices.js").Prices} prices
 */
function apart(prices) {
  const member_cents = priceOf("member", prices);
  const social_cents = priceOf("social_case", prices);
  const memberApart = member_cents !== (prices.price_cents ?? 0);
  return { member_cents, social_cents, memberApart, priceApart: memberApart || social_cents > 0 };
}

/**
 * @param {any} service
 * @param {string} code
 * @param {Record<string, number>} typed
 * @param {Written[]} counts
 */
function classView(service, code, typed, counts) {
  const unnamed = typed[code] ?? service.unnamed[code] ?? 0;
  const disputed = service.disputed.includes(code) && !(code in typed);
  const heads = new Set(disputed ? service.heads[code] : []);
  const said = counts.filter(({ id }) => heads.has(id)).map(({ data }) => data.counts[code]);
  const rivals = [...new Set(said)].sort((one, other) => one - other).map((n) => ({ n, key: `${code}/${n}` }));
  return { key: code, class: code, unnamed, some: unnamed ? "some" : "none", named: service.named[code] ?? 0, disputed, rivals };
}

/**
 * @param {any} service
 * @param {import("./prices.js").Prices} prices
 * @param {Record<string, number>} typed
 */
function totals(service, prices, typed) {
  const money = { total: 0, due_cents: service.due_cents, credit_cents: service.credit_cents };
  for (const code of CLASSES) {
    money.total += service.rations[code] ?? 0;
    if (!(code in typed)) continue;
    const more = typed[code] - (service.unnamed[code] ?? 0);
    money.total += more;
    if (code === "credit") money.credit_cents += more * priceOf(code, prices);
    else money.due_cents += more * priceOf(code, prices);
  }
  return money;
}

/**
 * @param {any} service
 * @returns {{conflict: boolean, conflicts: {field: string, key: string, value: any, shows: string}[]}} two phones wrote different things
 */
function conflictsOf(service) {
  const conflicts = Object.entries(service.conflicts).flatMap(([field, values]) =>
    values.map((/** @type {any} */ value, /** @type {number} */ place) => ({
      field, value, key: `${field}/${place}`, shows: value == null ? "empty" : field.endsWith("_cents") ? "money" : "text",
    })));
  return { conflict: conflicts.length > 0, conflicts };
}

/**
 * @param {string} on
 * @param {string} today
 */
function nearness(on, today) {
  const away = daysBetween(today, on);
  if (away === 0) return "today";
  if (Math.abs(away) === 1) return away < 0 ? "yesterday" : "tomorrow";
  return on.slice(0, 4) === today.slice(0, 4) ? "other" : "another-year";
}

/**
 * Never forbids: phones' clocks are wrong and days are forgotten.
 *
 * @param {Books} books
 * @param {string} on
 * @param {string} today
 */
function warningOf(books, on, today) {
  if (on > today) return "future";
  if (books.accepted.includes(on.slice(0, 7))) return "accepted";
  return daysBetween(on, today) > LONG_AGO ? "old" : "";
}
