// What this phone carries for others: sealed parts until the federation has each, and its receipts until they are taken back. Needs signal, so
// only its own page has it; what it works with is lent by the app.

/** @typedef {Pick<typeof import("../app.js"), "ask"|"bytesOf"|"saidBy">} Tools */
/** @typedef {import("../keeping/database.js").Database} Database */
/**
 * @typedef {object} Parcel a file that was opened here
 * @property {string} id some letters of each part, which depend on all others of that part
 * @property {string} name of the file
 * @property {number} total parts that came
 * @property {string[]} parts still to be sent
 * @property {string[]} receipts in the order of the parts
 * @property {number} bad parts that the federation could not take
 */

/**
 * Take parts along. The same again, while they are being sent, changes nothing.
 *
 * @param {Database} database
 * @param {string} name of the file
 * @param {string[]} parts
 */
export async function keepParcel(database, name, parts) {
  const id = parts.map((part) => part.slice(-9)).join("");
  await database.commit(["parcels"], async (transaction) => {
    const store = transaction.objectStore("parcels");
    if (!(await store.get(id))?.parts.length) await store.put({ id, name, total: parts.length, parts, receipts: [], bad: 0 });
  });
}

/** @param {Database} database @returns {Promise<Parcel[]>} */
export const parcelsIn = (database) => database.read(["parcels"], (transaction) => transaction.objectStore("parcels").getAll());

/**
 * Send all that is left. A receipt is kept before the next part goes.
 *
 * @param {Tools} tools
 * @param {Database} database
 * @param {() => Promise<void>} onSent one more part was answered
 * @returns {Promise<"offline"|"server"|undefined>} why it stopped; undefined when nothing is left
 */
export async function carryAll({ ask, bytesOf, saidBy }, database, onSent) {
  for (const parcel of await parcelsIn(database)) {
    while (parcel.parts.length) {
      const { status, type, text } = await ask("/sync/carried", bytesOf(parcel.parts[0]));
      const { receipt, reason } = saidBy(type, text);
      if (status === 200 && typeof receipt === "string") parcel.receipts.push(receipt);
      else if (reason && status < 429) parcel.bad += 1; // trying again would change nothing
      else return status >= 400 ? "server" : "offline";
      parcel.parts.shift();
      await database.commit(["parcels"], async (transaction) => void (await transaction.objectStore("parcels").put(parcel)));
      await onSent();
    }
  }
  return undefined;
}

/**
 * The receipts were taken back: nothing of it stays.
 *
 * @param {Database} database
 * @param {string} id
 */
export async function dropParcel(database, id) {
  await database.commit(["parcels"], (transaction) => transaction.objectStore("parcels").delete(id));
}
