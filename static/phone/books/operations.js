// What an operation is and how one is made: think, no storage, no network, no screen.

/**
 * A filled-in form, as it travels (docs/sync.md, "The operation"). Never changed after it is made.
 *
 * @typedef {object} Operation
 * @property {string} id UUID version 8, lower case
 * @property {string} kind a noun and a past verb, such as `rations.served`
 * @property {number} v version of the kind's declaration
 * @property {string} on the business day the woman confirmed, a Lima date `YYYY-MM-DD`
 * @property {string} by a keeper's id, `account:<number>` or `system`
 * @property {number} at the phone's clock in whole seconds UTC; orders nothing
 * @property {Fields} data the form
 * @property {Fields} [base] old values of the fields an edit changes; null for an empty one
 * @property {number} [seq] its place in the kitchen's log; absent until the server gave one
 * @property {string|null} [device] who brought it, as the server says
 * @property {number} [received_at] the server's clock
 * @property {boolean} [erased] its personal fields were taken out
 */

/** @typedef {Record<string, any>} Fields field name to value; null only in edits, where it clears */

/**
 * What a screen hands over to be written down.
 *
 * @typedef {object} Entry
 * @property {string} id made when the form opened, so that a double tap is one operation
 * @property {string} kind
 * @property {string} on Lima date
 * @property {Fields} data
 * @property {Fields} [base] only for edits of a person or a service
 */

const LAST_SECOND = 253402300799; // the end of the year 9999, the contract's limit

/**
 * Turn an entry into an operation. A keeper's joining is written by herself.
 *
 * @param {Entry} entry
 * @param {string|null} keeper id of who holds the phone
 * @param {number} now milliseconds since 1970, however wrong
 * @returns {Operation}
 */
export function makeOperation(entry, keeper, now) {
  const by = entry.kind === "keeper.joined" ? entry.id : keeper;
  if (!by) throw Object.assign(new Error("nobody holds the phone"), { code: "no-keeper" });
  const at = Math.min(Math.max(Math.floor(now / 1000), 0), LAST_SECOND);
  /** @type {Operation} */
  const operation = { id: entry.id, kind: entry.kind, v: 1, on: entry.on, by, at, data: entry.data };
  if (entry.base) operation.base = entry.base;
  return JSON.parse(JSON.stringify(operation)); // a copy of our own, without undefined fields
}

/**
 * The operation as the wire wants it, without what the server or the store added.
 *
 * @param {Operation} operation
 * @returns {Operation}
 */
export function wireForm({ id, kind, v, on, by, at, base, data, erased }) {
  return { id, kind, v, on, by, at, base, data, erased }; // JSON leaves out what is absent
}
