// Who this phone is: its device, secrets and kitchen, where it left off, and who holds it now.

/** @typedef {import("./database.js").Database} Database */

/**
 * @typedef {object} Identity every field absent until it is known
 * @property {Uint8Array} [key] the data key; simply kept while nobody has a clave
 * @property {import("./keys.js").Slot[]} [slots] of the keepers who have one
 * @property {Uint8Array} [unlock] envelope for the federation: the data key, for when a clave is forgotten
 * @property {import("./tries.js").Tries} [tries]
 * @property {string} [device] UUID
 * @property {Uint8Array} [secret] sealed: it reads and writes at the federation
 * @property {string} [door] open: it can only put sealed bodies into the inbox
 * @property {import("./notebook.js").Kitchen} [kitchen] absent while not enrolled
 * @property {any} [public_key] the federation's
 * @property {string|null} [epoch]
 * @property {any} [cursor] opaque; where the last pull ended
 * @property {number[]} [offering] numbers of the pages to be offered again after a restore, in order
 * @property {boolean} [behind] the last answer said that there is more
 * @property {number} [last_success] epoch seconds
 * @property {string} [keeper] id of who holds the phone
 * @property {string} [sought] the damaged records for which the log was fetched again
 * @property {import("../sending/bundle.js").Handed} [handed] what waited was last handed over to be carried
 * @property {number} [journal] the generation of the journal that counts; absent is 1
 * @property {number} [told] how often the journal was to be told of a change of these
 * @property {boolean} [unerased] the journal still holds what an erasure has taken out of the database
 * @property {{count: number, since: number, device?: string}} [lost] operations that neither database nor journal has any more: the device that wrote them,
 *   and epoch seconds after which it did
 * @property {boolean} [complete] this generation of the database counts; the first one needs not say so
 * @property {boolean} [revoked] the federation closed this device: what waits goes to the inbox, then all is wiped
 * @property {string} [left] the receipt of what was left in the inbox last
 * @property {boolean} [wiping] all was left there, with receipts: nothing stops the wiping any more
 */

export const SECRET_PLACE = "secret";

/**
 * @param {Database} database
 * @returns {Promise<Identity>} rejects when it cannot be read, which is not the same as empty
 */
export function readIdentity(database) {
  return database.read(["meta"], async (transaction) => {
    const meta = transaction.objectStore("meta");
    const [names, values] = await Promise.all([meta.getAllKeys(), meta.getAll()]);
    return Object.fromEntries(names.map((name, at) => [name, values[at]]));
  });
}

/**
 * @param {Database} database
 * @param {Identity} changes
 */
export function keepIdentity(database, changes) {
  return database.commit(["meta"], (transaction) => putIdentity(transaction, changes));
}

/**
 * The same inside a transaction that has other work too.
 *
 * @param {import("./database.js").Writing} transaction over `meta` among others
 * @param {Identity} changes
 */
export async function putIdentity(transaction, changes) {
  const meta = transaction.objectStore("meta");
  await Promise.all(Object.entries(changes).map(([name, value]) => meta.put(value, name)));
}

/** What the journal keeps of it: who we are, and not where we are in the log. @param {Identity} identity @returns {Identity} */
export function lasting({ epoch, cursor, offering, behind, last_success, sought, lost, unerased, complete, ...rest }) {
  return rest;
}
