// A month's way up as the screens show it: how it stands, whether it can be handed in, and what may still be taken back. Think.

/** @typedef {import("../books/books.js").Books} Books */
/** @typedef {import("../keeping/notebook.js").Written} Written */

export const STEPS = ["month.handed_in", "month.observed"];

/**
 * @param {Books} books
 * @param {Written[]} steps standing operations of the kinds in STEPS, newest first
 * @param {string} period
 * @param {string} today
 */
export function handingView(books, steps, period, today) {
  const { state = "pending", on, by = "", comment } = books.months[period] ?? {};
  const own = lastHandingIn(steps, period);
  return {
    mark: own[0]?.state,
    handing: {
      state, on, comment,
      by: books.keepers[by]?.name,
      handable: (state === "pending" || state === "observed") && period <= today.slice(0, 7),
      again: state === "observed",
      unfinished: period === today.slice(0, 7),
    },
  };
}

/**
 * What is taken back when a handing-in is: every phone's since the last observation.
 *
 * @param {Written[]} steps standing, newest first
 * @param {string} period
 * @returns {Written[]}
 */
export function lastHandingIn(steps, period) {
  const about = steps.filter(({ data }) => data.period === period);
  const observed = about.findIndex(({ kind }) => kind === "month.observed");
  return observed < 0 ? about : about.slice(0, observed);
}

/**
 * @param {Books} books
 * @returns {string|undefined} the last month that the federation sent back and that was not handed in again
 */
export function observedMonth(books) {
  return Object.keys(books.months).filter((period) => books.months[period].state === "observed").sort().pop();
}
