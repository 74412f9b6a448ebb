// A new data key: all that is sealed is sealed anew, into a next generation of journal and database. It counts once it is complete, and then the
// old one goes, and the old key with it.

/** @typedef {import("./identity.js").Identity} Identity */
/** @typedef {import("./rebuild.js").Shelf} Shelf */

import { keepCanary } from "./canary.js";
import { Database } from "./database.js";
import { latestGeneration } from "./generations.js";
import { lasting, putIdentity, readIdentity, SECRET_PLACE } from "./identity.js";
import { openDatabase } from "./promised.js";
import { seal, unseal } from "./seal.js";
import { draftPlace, inTurns, operationPlace, PAGE_PLACE } from "./store.js";
import { apart } from "./tabs.js";

/** @type {["operations", "pages", "drafts", "parcels", "outbox", "held"]} */
const STORES = ["operations", "pages", "drafts", "parcels", "outbox", "held"];
/** @type {Record<string, (record: any) => string>} where a record of each store was sealed for; the others hold nothing that our key opens */
const PLACES = { operations: ({ id }) => operationPlace(id), pages: () => PAGE_PLACE, drafts: ({ key }) => draftPlace(key) };

/**
 * @param {Shelf} shelf as it is; of no use afterwards
 * @param {CryptoKey} key the new one
 * @param {Identity} changes to the identity, which no longer holds a key
 */
export async function rekey(shelf, key, changes) {
  await shelf.database.connection();
  await apart(async () => {
    const database = await withdrawn(shelf.database);
    await sealAnew({ ...shelf, database }, key, changes).finally(() => database.close());
  });
}

/**
 * Every tab closes it, as for a release that would change it, and none opens it before we are done: whatever is said to be saved is in what we copy.
 *
 * @param {Database} database
 * @returns {Promise<Database>} for us alone
 */
async function withdrawn({ generation }) {
  if (generation !== (await latestGeneration())) throw new Error("another tab has just done it");
  const old = new Database(undefined, generation);
  const { name, version } = await old.connection();
  await openDatabase(name, version + 1, { upgrade: (_, before, transaction) => transaction.abort() }).catch(() => {});
  return old;
}

/**
 * @param {Shelf} shelf
 * @param {CryptoKey} key
 * @param {Identity} changes
 */
async function sealAnew(shelf, key, changes) {
  const { database, journal } = shelf;
  const again = async (/** @type {string} */ place, /** @type {Uint8Array} */ sealed) =>
    unseal(shelf.key, place, sealed).then((value) => seal(key, place, value), () => sealed); // what is damaged stays so
  const { key: _, ...rest } = await readIdentity(database);
  const n = (rest.journal ?? 1) + 1;
  const secret = await again(SECRET_PLACE, /** @type {Uint8Array} */ (rest.secret));
  const next = { ...rest, ...changes, secret, journal: n, complete: true, told: (rest.told ?? 0) + 1 };
  /** @type {any[][]} */
  const copies = await database.read(STORES, (transaction) => Promise.all(STORES.map((name) => transaction.objectStore(name).getAll())));
  for (const [at, name] of STORES.entries()) {
    const place = PLACES[name];
    if (place) copies[at] = await inTurns(copies[at], async (/** @type {any} */ record) => ({ ...record, sealed: await again(place(record), record.sealed) }));
  }
  await journal.keep(n - 1); // of an earlier try nothing may be left, for its key is lost
  const length = await journal.append(n, [{ identity: lasting(next) }, ...copies[0]]);
  const copy = new Database(undefined, Number(database.generation) + 1);
  await copy.commit([...STORES, "meta"], async (transaction) => {
    for (const [at, name] of STORES.entries()) await Promise.all(copies[at].map((record) => transaction.objectStore(name).put(record)));
    await putIdentity(transaction, next);
  });
  copy.close();
  await journal.keep(n);
  keepCanary({ length, told: next.told });
}
