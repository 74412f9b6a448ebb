// A month's food and money by where they came from, and who pays for the plate, as the screen *Mes* shows them. Think.

import { FUNDS, moneyOf, sum, takenBy } from "./cash.js";
import { amount } from "./formats.js";
import { plateView } from "./plate.js";
import { foodOf, SOURCES } from "./stock.js";
import { unvalued } from "./worth.js";

/** @typedef {import("../keeping/notebook.js").Written} Written */
/** @typedef {import("./written.js").Foods} Foods */

export const KINDS = ["food.received", "food.used", "cash.spent"];

/**
 * @param {import("../books/books.js").Books} books
 * @param {Written[]} written what stands of the kinds in KINDS, of the month at least
 * @param {Foods} foods
 * @param {string} period
 * @param {number} plates of the month
 */
export function monthMoney(books, written, foods, period, plates) {
  const its = written.filter(({ on }) => on.startsWith(period));
  const money = moneyOf(books, (on) => on.startsWith(period));
  const taken = takenBy(money);
  const funds = FUNDS.map((fund) => ({ key: fund, taken: taken[fund], spent: money.out[fund] })).filter((fund) => fund.taken || fund.spent);
  return {
    sources: SOURCES.map((source) => sourceLine(source, its, foods)).filter(({ moved }) => moved),
    funds,
    plate: plateView(money, its, foods, plates),
    priceless: pricelessLines(unvalued(its), foods),
  };
}

/**
 * @param {string} source
 * @param {Written[]} moves
 * @param {Foods} foods
 */
function sourceLine(source, moves, foods) {
  const way = (/** @type {string} */ kind) => {
    const its = moves.filter((move) => move.kind === kind && move.data.source === source);
    return { amount: amountsOf(its, foods), cents: sum(its.map(({ data }) => data.value_cents ?? 0)) };
  };
  const [received, used] = [way("food.received"), way("food.used")];
  return { key: source, source, received, used, moved: received.amount || used.amount };
}

/**
 * Kilos with kilos, litres with litres.
 *
 * @param {Written[]} moves
 * @param {Foods} foods
 */
function amountsOf(moves, foods) {
  const inAll = (/** @type {string} */ measure) =>
    sum(moves.filter(({ data }) => foodOf(foods, data.food).measure === measure).map(({ data }) => data.received_qty ?? data.qty));
  return ["g", "ml"].filter(inAll).map((measure) => amount(inAll(measure), measure)).join(" + ");
}

/**
 * @param {Written[]} uses without a value
 * @param {Foods} foods
 * @returns {{id: string, name: string, source: string, amount: string, liquid: boolean}[]} a line for each food of each source
 */
export function pricelessLines(uses, foods) {
  return [...new Set(uses.map(shelfOf))].map((id) => {
    const [food, source] = id.split("|");
    const { name, measure } = foodOf(foods, food);
    return { id, name, source, amount: amountsOf(uses.filter((use) => shelfOf(use) === id), foods), liquid: measure === "ml" };
  });
}

/** @param {Pick<Written, "data">} move */
export const shelfOf = ({ data }) => `${data.food}|${data.source}`;
