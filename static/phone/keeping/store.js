// What this phone keeps: its own operations one by one, pulled pages, drafts; every body sealed before it is written.

/** @typedef {import("../books/operations.js").Operation} Operation */
/** @typedef {import("./database.js").Database} Database */

import { lineOf } from "./journal-lines.js";
import { seal, unseal } from "./seal.js";
import { readSnapshot } from "./snapshot.js";

/**
 * @typedef {object} Kept all that was read when the app started
 * @property {Operation[]} operations pulled ones, then this phone's own in the order made
 * @property {Set<string>} own ids of this phone's operations
 * @property {Set<string>} pending ids of the outbox
 * @property {Map<string, string>} held id to reason
 * @property {import("./damage.js").Damaged[]} damaged records that do not open
 */

const UNSEALED_AT_ONCE = 500; // promises in flight, so that a small phone's memory stays small

/** @param {string} id */
export const operationPlace = (id) => `operation/${id}`;
export const PAGE_PLACE = "page";
/** @param {string} key */
export const draftPlace = (key) => `draft/${key}`;

/**
 * Keep operations and mark them as waiting, in one transaction: all or none. The same id again changes nothing.
 *
 * @param {Database} database
 * @param {CryptoKey} key
 * @param {Operation[]} operations
 * @param {((operation: Operation) => Promise<Uint8Array>)|null} [enclose] for the inbox, while the phone may be locked
 * @returns {Promise<{fresh: Operation[], rows: {id: string, made: number, sealed: Uint8Array}[], journal?: number}>} those that are new, how they
 *   were kept, and the journal's generation; rejects with `code` `quota`, `newer` or `storage`
 */
export async function keepOperations(database, key, operations, enclose) {
  const envelopes = enclose && (await Promise.all(operations.map(enclose)));
  const seals = await Promise.all(operations.map((operation) => seal(key, operationPlace(operation.id), operation))); // the transaction would not wait for us
  return database.commit(["operations", "outbox", "meta"], async (transaction) => {
    const store = transaction.objectStore("operations");
    const [last, journal, ...known] = await Promise.all([ // at once: on a slow phone each wait is longer than the work
      store.index("made").openKeyCursor(null, "prev"), transaction.objectStore("meta").get("journal"), ...operations.map(({ id }) => store.getKey(id)),
    ]);
    const isFresh = (/** @type {any} */ _, /** @type {number} */ place) => !known[place];
    const fresh = operations.filter(isFresh);
    const sealed = seals.filter(isFresh);
    const enclosed = envelopes?.filter(isFresh);
    const rows = fresh.map(({ id }, place) => ({ id, made: Number(last?.key ?? 0) + 1 + place, sealed: sealed[place] }));
    const put = async (/** @type {"operations"|"outbox"} */ name, /** @type {any} */ row) => transaction.objectStore(name).put(row); // what it throws is rejected with
    await Promise.all(rows.flatMap((row, place) =>
      [put("operations", row), put("outbox", { id: row.id, made: row.made, ...(enclosed && { envelope: enclosed[place] }) })]));
    return { fresh, rows, journal };
  });
}

/**
 * Read everything. A record that does not open is left aside and named; a store that cannot be read rejects.
 *
 * @param {Database} database
 * @param {CryptoKey} key
 * @returns {Promise<Kept>}
 */
export async function readAll(database, key) {
  const snapshot = await readSnapshot(database, key);
  const { own, pages, outbox, held } = await readRecords(database, snapshot.made);
  /** @type {import("./damage.js").Damaged[]} */
  const damaged = [];
  const noting = (/** @type {import("./damage.js").Damaged} */ record) => () => void damaged.push(record);
  const pulled = await inTurns(pages, ({ from, to, sealed }) => unseal(key, PAGE_PLACE, sealed).catch(noting({ from, to })));
  const mine = await inTurns(own, ({ id, seq, sealed }) =>
    unseal(key, operationPlace(id), sealed).then((operation) => ({ ...operation, seq }), noting({ id })));
  return {
    operations: [...pulled.flat(), ...snapshot.operations, ...mine].filter(Boolean),
    own: new Set([...snapshot.operations, ...own].map(({ id }) => id)),
    pending: new Set(outbox.map(({ id }) => id)),
    held: new Map(held.map(({ id, reason }) => [id, reason])),
    damaged,
  };
}

/**
 * @param {Database} database
 * @param {number} made the last of our own that the snapshot has
 */
function readRecords(database, made) {
  return database.read(["operations", "pages", "outbox", "held"], async (transaction) => {
    const [own, pages, outbox, held] = await Promise.all([
      transaction.objectStore("operations").index("made").getAll(IDBKeyRange.lowerBound(made, true)),
      transaction.objectStore("pages").getAll(),
      transaction.objectStore("outbox").getAll(),
      transaction.objectStore("held").getAll(),
    ]);
    return { own, pages, outbox, held };
  });
}

/**
 * What waits for signal, oldest first: what is offered again, in the order of the log as it was, then the rest in the order made.
 *
 * @param {Database} database
 * @param {CryptoKey} key
 * @param {number} most how many at most
 * @param {number} [before] only what was offered before and stood before this place of the log
 * @returns {Promise<{operations: Operation[], waiting: number}>} `waiting` counts all of the outbox
 */
export async function readPending(database, key, most, before = Infinity) {
  const { waiting, records } = await database.read(["operations", "outbox"], async (transaction) => {
    const outbox = await transaction.objectStore("outbox").getAll();
    const first = outbox.sort((a, b) => wasAt(a) - wasAt(b) || a.made - b.made).filter((entry) => wasAt(entry) < before).slice(0, most);
    const operations = transaction.objectStore("operations");
    return { waiting: outbox.length, records: await Promise.all(first.map(({ id }) => operations.get(id))) };
  });
  const operations = await inTurns(records, (record) =>
    record && unseal(key, operationPlace(record.id), record.sealed).catch(() => null)); // a damaged one stays, and is counted as such
  return { operations: operations.filter(Boolean), waiting };
}

/**
 * @param {Database} database
 * @param {import("./damage.js").Damaged[]} damaged
 * @returns {Promise<string>} what lies there, still sealed
 */
export async function readDamaged(database, damaged) {
  const [own, pages] = await database.read(["operations", "pages"], (transaction) =>
    Promise.all([transaction.objectStore("operations").getAll(), transaction.objectStore("pages").getAll()]));
  const isMeant = (/** @type {any} */ row) => damaged.some((/** @type {any} */ record) => record.id === row.id && record.from === row.from);
  return [...own, ...pages].filter(isMeant).map((/** @type {any} */ row) => lineOf(row)).join("");
}

/** @param {{was?: number}} entry */
const wasAt = ({ was = Number.MAX_SAFE_INTEGER }) => was;

/**
 * @template T, R
 * @param {T[]} things
 * @param {(thing: T) => Promise<R>|R} work
 * @returns {Promise<R[]>}
 */
export async function inTurns(things, work) {
  /** @type {R[]} */
  const results = [];
  for (let from = 0; from < things.length; from += UNSEALED_AT_ONCE) {
    results.push(...(await Promise.all(things.slice(from, from + UNSEALED_AT_ONCE).map(work))));
  }
  return results;
}

/**
 * @param {Database} database
 * @param {CryptoKey} key
 * @param {string} formKey
 * @param {object} fields
 */
export async function keepDraft(database, key, formKey, fields) {
  const sealed = await seal(key, draftPlace(formKey), fields);
  await database.commit(["drafts"], async (transaction) => void (await transaction.objectStore("drafts").put({ key: formKey, sealed })));
}

/**
 * @param {Database} database
 * @param {CryptoKey} key
 * @param {string} formKey
 * @returns {Promise<any|null>} null when there is none, or none that opens: a draft is no record
 */
export async function readDraft(database, key, formKey) {
  const record = await database.read(["drafts"], (transaction) => transaction.objectStore("drafts").get(formKey));
  return record ? unseal(key, draftPlace(formKey), record.sealed).catch(() => null) : null;
}

/**
 * @param {Database} database
 * @param {string} formKey
 */
export async function dropDraft(database, formKey) {
  await database.commit(["drafts"], (transaction) => transaction.objectStore("drafts").delete(formKey));
}
