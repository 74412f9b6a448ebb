// Lima dates as text, `YYYY-MM-DD`, and months, `YYYY-MM`: think.

const lima = new Intl.DateTimeFormat("en-CA", { timeZone: "America/Lima", year: "numeric", month: "2-digit", day: "2-digit" });

/** @param {number} [now] milliseconds @returns {string} the day on the wall in Lima, as far as this phone's clock knows */
export const today = (now = Date.now()) => lima.format(now);

const A_DAY = 86_400; // seconds

/**
 * Is the clock wrong, as when a battery was taken out? Then the day it names is not today: it has gone back, or the federation's is more than a day off.
 *
 * @param {{lastSuccess: number|null, clockOff?: number}} status `lastSuccess` by this clock
 * @param {number} [now] milliseconds
 */
export const isWrong = ({ lastSuccess, clockOff = 0 }, now = Date.now()) => (lastSuccess ?? 0) > now / 1000 + A_DAY || Math.abs(clockOff) > A_DAY;

/**
 * @param {string} on
 * @param {number} days
 */
export function addDays(on, days) {
  const date = new Date(`${on}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/**
 * @param {string} period
 * @param {number} months
 */
export function addMonths(period, months) {
  const date = new Date(`${period}-01T12:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.toISOString().slice(0, 7);
}

/**
 * @param {string} period
 * @returns {string[]} its days
 */
export function daysOf(period) {
  return Array.from({ length: 31 }, (_, i) => addDays(`${period}-01`, i)).filter((on) => on.startsWith(period));
}

/**
 * @param {string} from
 * @param {string} to
 * @returns {number} days; NaN when either is none
 */
export const daysBetween = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / 1000 / A_DAY);

/** @param {string|undefined} text @returns {boolean} a day that exists, and that the notebook can hold */
export const isDay = (text) => Boolean(text && /^20\d\d-\d\d-\d\d$/.test(text) && addDays(text, 0) === text);
