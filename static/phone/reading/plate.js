// Who pays for the plate (docs/sync.md): a month's cost by who bore it, and how each part was reckoned. Think. Twin of app/rollups/plate.py.

import { sum } from "./cash.js";
import { amount } from "./formats.js";
import { foodOf } from "./stock.js";

/** @typedef {import("../keeping/notebook.js").Written} Written */
/** @typedef {import("./written.js").Foods} Foods */
/** @typedef {{key: string, name?: string, word?: string, cents: number}} Row `word`: a code that the template words */

/**
 * @param {import("./cash.js").Money} money of the month
 * @param {{pca: number, donation: number, harvest: number}} used worth of the food used, by source
 * @returns {{state_kind: number, state_cash: number, women: number, diners: number, donations: number}} centimos
 */
export function plateOf({ out, collected_cents, credit_paid_cents }, used) {
  const diners = Math.min(Math.max(collected_cents + credit_paid_cents, 0), Math.max(out.own, 0));
  return {
    state_kind: used.pca,
    state_cash: out.subsidy,
    women: used.harvest + out.own - diners,
    diners,
    donations: used.donation + out.social_aid,
  };
}

/**
 * The parts as the screen shows them: of the whole, of each plate, and the rows they are made of.
 *
 * @param {import("./cash.js").Money} money of the month
 * @param {Written[]} moves of the month that stand: food used and money spent
 * @param {Foods} foods
 * @param {number} plates
 */
export function plateView(money, moves, foods, plates) {
  const kind = (/** @type {string} */ source) => foodRows(moves, source, foods);
  const cash = (/** @type {string} */ fund) => paymentRows(moves, fund);
  const rows = { pca: kind("pca"), donation: kind("donation"), harvest: kind("harvest") };
  const used = { pca: total(rows.pca), donation: total(rows.donation), harvest: total(rows.harvest) };
  const parts = plateOf(money, used);
  const cost = sum(Object.values(parts));
  /** @type {Record<keyof typeof parts, Row[]>} */
  const reckoned = {
    state_kind: rows.pca,
    state_cash: cash("subsidy"),
    women: [...rows.harvest, ...worded({ own: money.out.own, diners: -parts.diners })],
    diners: worded({ collected: money.collected_cents, credit: money.credit_paid_cents, kept: parts.diners - money.collected_cents - money.credit_paid_cents }),
    donations: [...rows.donation, ...cash("social_aid")],
  };
  const told = (/** @type {number} */ cents) => ({ cents, share: cost > 0 ? cents / cost : 0, each: plates ? Math.round(cents / plates) : null });
  return {
    ...told(cost), cost,
    parts: /** @type {(keyof typeof parts)[]} */ (Object.keys(parts)).map((part) => ({ key: part, part, ...told(parts[part]), rows: reckoned[part] })),
    state: told(parts.state_kind + parts.state_cash),
  };
}

/** @param {Row[]} rows */
const total = (rows) => sum(rows.map(({ cents }) => cents));

/** @param {Record<string, number>} sums by word @returns {Row[]} those that are not zero */
const worded = (sums) => Object.entries(sums).filter(([, cents]) => cents).map(([word, cents]) => ({ key: word, word, cents }));

/**
 * @param {Written[]} moves
 * @param {string} source
 * @param {Foods} foods
 * @returns {Row[]} a row for each food used whose worth is known
 */
function foodRows(moves, source, foods) {
  const uses = moves.filter(({ kind, data }) => kind === "food.used" && data.source === source && data.value_cents !== undefined);
  return [...new Set(uses.map(({ data }) => data.food))].map((food) => {
    const its = uses.filter(({ data }) => data.food === food);
    const { name, measure } = foodOf(foods, food);
    return { key: food, name: `${name}, ${amount(sum(its.map(({ data }) => data.qty)), measure)}`, cents: sum(its.map(({ data }) => data.value_cents)) };
  });
}

/**
 * @param {Written[]} moves
 * @param {string} fund
 * @returns {Row[]} a row for what was paid for each purpose
 */
function paymentRows(moves, fund) {
  /** @type {Record<string, number>} */
  const sums = {};
  for (const { kind, data: { fund: from, category = "other", amount_cents } } of moves) {
    if (kind === "cash.spent" && from === fund) sums[category] = (sums[category] ?? 0) + amount_cents;
  }
  return worded(sums);
}
