// The box: what each fund took and gave, what it holds, and what of the subsidy is left to spend by when (docs/sync.md, "The box"). Think.

/** @typedef {import("../books/books.js").Books} Books */
/** @typedef {import("../keeping/notebook.js").Written} Written */
/** @typedef {{subsidy: number, social_aid: number, own: number}} PerFund centimos */

/**
 * Money of some days, in centimos.
 *
 * @typedef {object} Money
 * @property {PerFund} in of subsidies and other income
 * @property {PerFund} out spent
 * @property {number} collected_cents what services brought: what was settled, else what was due
 * @property {number} dues_cents
 * @property {number} credit_paid_cents
 */

export const FUNDS = /** @type {const} */ (["subsidy", "social_aid", "own"]);

/** @param {number[]} numbers */
export const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

/**
 * @param {Books} books
 * @param {(on: string) => boolean} wanted which days
 * @returns {Money}
 */
export function moneyOf({ cash, services }, wanted) {
  const days = Object.keys(cash).filter(wanted).map((on) => cash[on]);
  const per = (/** @type {"in"|"out"} */ way) =>
    /** @type {PerFund} */ (Object.fromEntries(FUNDS.map((fund) => [fund, sum(days.map((day) => day[way]?.[fund] ?? 0))])));
  const unsettled = Object.values(services).filter(({ on, slot }) => wanted(on) && cash[on]?.settled?.[slot] === undefined);
  return {
    in: per("in"),
    out: per("out"),
    collected_cents: sum(days.flatMap(({ settled }) => Object.values(settled ?? {}))) + sum(unsettled.map(({ due_cents }) => due_cents)),
    dues_cents: sum(days.map(({ dues_cents = 0 }) => dues_cents)),
    credit_paid_cents: sum(days.map(({ credit_paid_cents = 0 }) => credit_paid_cents)),
  };
}

/**
 * @param {Money} money
 * @returns {PerFund} what each fund took: the kitchen's own is all that is nobody else's
 */
export function takenBy({ in: { subsidy, social_aid, own }, dues_cents, credit_paid_cents, collected_cents }) {
  return { subsidy, social_aid, own: own + dues_cents + credit_paid_cents + collected_cents };
}

/**
 * What each fund and the box hold at the end of a day, in centimos. The last count is believed, and its difference is the kitchen's own.
 *
 * @param {Books} books
 * @param {string} [until] Lima date; absent: now
 * @returns {PerFund & {box: number, adjusted: number}}
 */
export function boxOf(books, until = "9999") {
  const holds = (/** @type {string} */ last) => {
    const money = moneyOf(books, (on) => on <= last);
    const taken = takenBy(money);
    return /** @type {PerFund} */ (Object.fromEntries(FUNDS.map((fund) => [fund, taken[fund] - money.out[fund]])));
  };
  const counted = Object.keys(books.cash).filter((on) => on <= until && books.cash[on].counted_cents !== undefined).sort().pop();
  const adjusted = counted ? (books.cash[counted].counted_cents ?? 0) - sum(Object.values(holds(counted))) : 0;
  const funds = holds(until);
  funds.own += adjusted;
  return { ...funds, box: sum(Object.values(funds)), adjusted };
}

/**
 * The last subsidy and how its days stand.
 *
 * @param {Written[]} subsidies standing
 * @param {string} today
 * @returns {{state: "none"|"open"|"before"|"over", from_on?: string, until_on?: string}}
 */
export function subsidyOn(subsidies, today) {
  if (!subsidies.length) return { state: "none" };
  const { from_on, until_on } = subsidies.reduce((last, one) => (`${one.on} ${one.id}` > `${last.on} ${last.id}` ? one : last)).data;
  return { state: from_on > today ? "before" : until_on < today ? "over" : "open", from_on, until_on };
}

/**
 * What she most probably pays with.
 *
 * @param {number} left of the subsidy, in centimos
 * @param {string} state of the last subsidy
 */
export const likelyFund = (left, state) => (left > 0 && state === "open" ? "subsidy" : "own");
