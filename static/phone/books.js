// The kitchen's books: today's reading of its operations (docs/sync.md, "What the books make of them").

/**
 * A person of the roll. Empty fields are absent.
 *
 * @typedef {object} Person
 * @property {string} [names]
 * @property {string} [paternal]
 * @property {string} [maternal]
 * @property {string} [doc_type] dni, ce, ptp, passport, none
 * @property {string} [doc_number]
 * @property {string} [born_on]
 * @property {number} [age] years, on the day she joined
 * @property {string} [sex] f, m
 * @property {string} [type] member, user, social_case
 * @property {boolean} [pregnant]
 * @property {boolean} [disability]
 * @property {string} [household]
 * @property {string} [guardian] another person's id
 * @property {string} [guardian_names]
 * @property {string} [guardian_paternal]
 * @property {string} [guardian_maternal]
 * @property {string} [guardian_dni]
 * @property {string} [address]
 * @property {string} [consent] none, spoken, signed, thumbprint
 * @property {string} joined_on
 * @property {string|null} left_on
 * @property {string|null} leave_reason moved, deceased, stopped, other
 * @property {boolean} hidden her registration was undone
 * @property {boolean} erased her personal fields were taken out, by law
 * @property {Record<string, any[]>} conflicts field to values: the one that stands, then its rivals
 */

/** @typedef {"member"|"cook"|"paid"|"credit"|"social_case"} RationClass */
/** @typedef {Record<string, number>} PerClass ration class to number; classes with zero are absent */

/**
 * A service: one meal of one day. Money in centimos.
 *
 * @typedef {object} Service
 * @property {string} on
 * @property {number} slot
 * @property {string} [label]
 * @property {string} [menu]
 * @property {number} [price_cents]
 * @property {number} [member_price_cents]
 * @property {number} [social_price_cents]
 * @property {Record<string, any[]>} conflicts field to values: the one that stands, then its rivals
 * @property {string|null} skipped reason that nothing was cooked, or null
 * @property {PerClass} unnamed
 * @property {PerClass} named
 * @property {PerClass} rations unnamed and named together
 * @property {string[]} disputed classes whose counts contradict each other
 * @property {number} due_cents
 * @property {number} credit_cents
 * @property {Record<string, {id: string, class: string, again: number}[]>} present a person's id to her rations
 * @property {Record<string, string[]>} heads class to the ids of the counts that stand; a new count names them in `replaces`
 */

/** @typedef {{food: string, source: string, received: number, used: number, balance: number}} Stock grams or millilitres */

/**
 * @typedef {object} Books
 * @property {Record<string, {name?: string, erased?: boolean}>} keepers
 * @property {Record<string, Person>} people
 * @property {Record<string, Service>} services by `on/slot`
 * @property {Record<string, Stock>} stock by `food|source`
 * @property {string[]} accepted periods `YYYY-MM`
 */
export {};
