// The pantry as the screen lists it: what there is of each food, from whom, and what expires. Think.

import { addDays } from "./calendar.js";
import { amount } from "./formats.js";
import { sounds } from "./search.js";

/** @typedef {import("./written.js").Foods} Foods */
/** @typedef {import("../books/books.js").Books} Books */
/** @typedef {import("../books/pantry.js").Stock} Stock */
/** @typedef {import("../books/pantry.js").Lot & {left: number}} LotLeft */

export const SOURCES = ["pca", "purchase", "donation", "harvest"];
const SOON = 30; // days before a food expires in which she is reminded

/**
 * A food's name and how it is measured, also of one that this phone does not know yet.
 *
 * @param {Foods} foods
 * @param {string} food
 */
export const foodOf = (foods, food) => foods.get(food) ?? { name: food.length === 36 ? "?" : food, measure: "g", group: "other" };

/**
 * A line for each food that has ever come, from all sources or one.
 *
 * @param {Books} books
 * @param {Foods} foods
 * @param {string} source or empty for all
 * @param {string} today
 */
export function stockLines(books, foods, source, today) {
  /** @type {Map<string, Stock[]>} */
  const shelves = new Map();
  for (const stock of Object.values(books.stock)) {
    if (!source || stock.source === source) shelves.set(stock.food, [...(shelves.get(stock.food) ?? []), stock]);
  }
  const lines = [...shelves].map(([food, stocks]) => stockLine(foodOf(foods, food), food, stocks, today));
  return lines.sort((one, other) => one.name.localeCompare(other.name, "es"));
}

/**
 * @param {{name: string, measure: string, group: string}} named
 * @param {string} food
 * @param {Stock[]} stocks from each source
 * @param {string} today
 */
function stockLine({ name, measure, group }, food, stocks, today) {
  const balance = stocks.reduce((sum, stock) => sum + stock.balance, 0);
  return {
    key: food, food, name, group, link: `#/kardex/${food}`,
    balance: amount(balance, measure),
    negative: stocks.some((stock) => stock.balance < 0),
    sources: inOrder(stocks).map((stock) => ({ key: stock.source, source: stock.source, balance: stocks.length > 1 ? amount(stock.balance, measure) : "" })),
    ...expiryOf(stocks.flatMap(lotsLeft), today),
  };
}

/** @param {Stock[]} stocks @returns {Stock[]} in the order in which sources are always told */
export const inOrder = (stocks) => [...stocks].sort((one, other) => SOURCES.indexOf(one.source) - SOURCES.indexOf(other.source));

/**
 * What is probably left of each lot: what expires first is eaten first, and what has no lot before all that has.
 *
 * @param {Stock} stock
 * @returns {LotLeft[]}
 */
export function lotsLeft({ lots, balance }) {
  let rest = balance;
  const left = [...lots].reverse().map((lot) => {
    const some = Math.max(0, Math.min(lot.received, rest));
    rest -= lot.received;
    return { ...lot, left: some };
  });
  return left.filter((lot) => lot.left > 0).reverse();
}

/**
 * @param {LotLeft[]} lots
 * @param {string} today
 * @returns {{expiry: ""|"expired"|"soon", expires_on?: string}} of the first to expire
 */
export function expiryOf(lots, today) {
  const first = lots.map(({ expires_on }) => expires_on ?? "").filter(Boolean).sort()[0];
  if (!first) return { expiry: "" };
  return { expiry: first < today ? "expired" : first <= addDays(today, SOON) ? "soon" : "", expires_on: first };
}

/**
 * The kitchen's own foods that may be chosen.
 *
 * @param {Books} books
 */
export function ownFoods({ foods }) {
  const offered = Object.entries(foods).filter(([, { hidden }]) => !hidden).map(([id, { name }]) => ({ id, name }));
  return offered.sort((one, other) => one.name.localeCompare(other.name, "es"));
}

/**
 * The name of a food that is there already, however it is spelt.
 *
 * @param {Foods} foods
 * @param {string} typed
 */
export function sameFood(foods, typed) {
  const sound = sounds(typed);
  return sound ? [...foods.values()].find(({ name }) => sounds(name) === sound)?.name : undefined;
}
