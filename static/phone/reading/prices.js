// What a plate costs: the prices of a service, carried over from the last one until she says otherwise. Think.

/** @typedef {import("../books/books.js").Books} Books */

/**
 * @typedef {object} Prices
 * @property {string} [label]
 * @property {number} [price_cents]
 * @property {number} [member_price_cents] absent: as the menu
 * @property {number} [social_price_cents] absent: nothing
 */

const CARRIED = /** @type {const} */ (["label", "price_cents", "member_price_cents", "social_price_cents"]);

/**
 * The service's own prices, or those of the last service before it (of the same slot where there is one).
 *
 * @param {Books} books
 * @param {string} on
 * @param {number} slot
 * @returns {Prices}
 */
export function pricesOn(books, on, slot) {
  const own = books.services[`${on}/${slot}`];
  if (own && own.price_cents != null) return own;
  const before = Object.values(books.services).filter((service) => service.price_cents != null && `${service.on}/${service.slot}` < `${on}/${slot}`);
  before.sort((one, other) => (`${one.on}/${one.slot}` < `${other.on}/${other.slot}` ? 1 : -1));
  return before.find((service) => service.slot === slot) ?? before[0] ?? {};
}

/**
 * @param {string} code class of ration
 * @param {Prices} prices
 * @returns {number} centimos
 */
export function priceOf(code, prices) {
  if (code === "cook") return 0;
  if (code === "social_case") return prices.social_price_cents ?? 0;
  if (code === "member") return prices.member_price_cents ?? prices.price_cents ?? 0;
  return prices.price_cents ?? 0;
}

/**
 * The description to write down before the first ration of a service whose prices were only carried over; null if there is none to write.
 *
 * @param {Books} books
 * @param {string} on
 * @param {number} slot
 * @returns {{data: Record<string, any>, base: Record<string, null>}|null}
 */
export function carriedDescription(books, on, slot) {
  const own = books.services[`${on}/${slot}`];
  const carried = pricesOn(books, on, slot);
  if (own?.price_cents != null || carried.price_cents == null) return null;
  const fields = CARRIED.filter((name) => carried[name] != null && own?.[name] == null);
  return {
    data: { slot, ...Object.fromEntries(fields.map((name) => [name, carried[name]])) },
    base: Object.fromEntries(fields.map((name) => [name, null])),
  };
}
