// How figures and dates are written in Peru, whatever the language of the words: think.

const LOCALE = "es-PE";
const soles = new Intl.NumberFormat(LOCALE, { style: "currency", currency: "PEN" });
const figure = new Intl.NumberFormat(LOCALE);
const percent = new Intl.NumberFormat(LOCALE, { style: "percent" });
const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: "auto" });
const clock = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short", hour: "numeric", minute: "2-digit", timeZone: "America/Lima" });
const units = {
  g: new Intl.NumberFormat(LOCALE, { style: "unit", unit: "kilogram", maximumFractionDigits: 3 }),
  ml: new Intl.NumberFormat(LOCALE, { style: "unit", unit: "liter", maximumFractionDigits: 3 }),
};

/**
 * A way of writing Lima dates.
 *
 * @param {Intl.DateTimeFormatOptions} form
 * @returns {(on: string) => string}
 */
function dates(form) {
  const written = new Intl.DateTimeFormat(LOCALE, { ...form, timeZone: "UTC" });
  return (on) => written.format(new Date(`${on.length === 7 ? `${on}-01` : on}T12:00:00Z`));
}

/**
 * How long ago something was, in the largest unit that fits.
 *
 * @param {number} at epoch seconds
 * @param {number} [now] milliseconds
 */
export function ago(at, now = Date.now()) {
  const seconds = Math.min(0, Math.round(at - now / 1000));
  if (seconds > -60) return relative.format(0, "second");
  if (seconds > -3600) return relative.format(Math.round(seconds / 60), "minute");
  if (seconds > -86400) return relative.format(Math.round(seconds / 3600), "hour");
  return relative.format(Math.round(seconds / 86400), "day");
}

/**
 * Grams as kilos, millilitres as litres; a line never ends between number and unit.
 *
 * @param {number} quantity
 * @param {string} measure g or ml
 */
export const amount = (quantity, measure) => (measure === "ml" ? units.ml : units.g).format(quantity / 1000).replace(" ", "\u00a0");

/** @type {Record<string, (value: any) => string>} what a template may ask for in `data-as` */
export const FORMATS = {
  number: (value) => figure.format(value),
  percent: (share) => percent.format(share),
  money: (cents) => soles.format(cents / 100),
  day: dates({ day: "numeric", month: "short", year: "numeric" }),
  weekday: dates({ weekday: "long", day: "numeric", month: "long" }),
  weekdayName: dates({ weekday: "long" }),
  dateInFull: dates({ day: "numeric", month: "long", year: "numeric" }),
  dayAndMonth: dates({ day: "numeric", month: "long" }),
  dayOfMonth: dates({ weekday: "short", day: "numeric" }),
  month: dates({ month: "long", year: "numeric" }),
  instant: (at) => clock.format(at * 1000),
  ago,
};
