// The month as its screen shows it: every day of the calendar, also those without record, which are silent and not zero. Think.

import { addMonths, daysOf } from "./calendar.js";
import { dayOf, monthOf } from "./month.js";

/** @typedef {import("../books/books.js").Books} Books */

/**
 * @param {Books} books
 * @param {string} period
 * @param {string} today
 */
export function monthView(books, period, today) {
  const first = Object.values(books.services).map(({ on }) => on).sort()[0] ?? today;
  const days = daysOf(period).map((on) => dayLine(books, on)).filter(({ on, state }) => on <= today || state !== "silent");
  const missing = days.filter(({ on, unwritten }) => unwritten && on >= first && on < today);
  return {
    ...monthOf(books, period),
    days,
    missing,
    beforeLink: `#/mes/${addMonths(period, -1)}`,
    afterLink: `#/mes/${addMonths(period, 1)}`,
    silent: missing.length,
  };
}

/**
 * @param {Books} books
 * @param {string} on
 */
function dayLine(books, on) {
  const { services, rations, plates, skipped } = dayOf(books, on);
  const cooked = plates > 0;
  const state = cooked ? "cooked" : skipped ? "skipped" : services.length ? "empty" : "silent";
  return {
    id: on, on, rations, plates, cooked, state,
    link: `#/hoy/${on}`,
    skipped: state === "skipped",
    unwritten: state === "silent" || state === "empty",
  };
}
