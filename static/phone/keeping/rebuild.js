// The boot check: what canary, database and journal say of one another, and what is missing in one put back from the other.

/** @typedef {import("./database.js").Database} Database */
/** @typedef {import("./identity.js").Identity} Identity */
/** @typedef {import("./journal.js").Journal} Journal */
/** @typedef {{database: Database, key: CryptoKey, journal: Journal, identity: Identity}} Shelf `identity` is changed with the database's */
/** @typedef {{id: string, made: number, seq?: number, sealed: Uint8Array}} Row */

import { keepCanary, readCanary } from "./canary.js";
import { keepIdentity, lasting, readIdentity } from "./identity.js";
import { lineOf } from "./journal-lines.js";
import { unseal } from "./seal.js";
import { inTurns, operationPlace } from "./store.js";

/**
 * Who this phone is: as the database says; or as the journal does when the database is empty, or has gone back to before the journal was told, and then
 * it is told too.
 *
 * @param {Database} database
 * @param {Journal} journal
 * @returns {Promise<Identity>} rejects when either cannot be read
 */
export async function whoWeAre(database, journal) {
  const canary = readCanary(); // before the database, of which another tab may change more meanwhile
  const identity = await readIdentity(database);
  const { device, told = 0 } = identity;
  if (device && canary && told >= (canary.told ?? 0)) return identity;
  const last = (await journal.readAll()).flatMap((line) => ("identity" in line ? [line.identity] : [])).pop();
  if (!last || (device && told >= (last.told ?? 0))) return identity;
  const changes = { key: undefined, ...last }; // a key that is no more kept openly is not ours any more
  await keepIdentity(database, changes);
  return { ...identity, ...changes };
}

/**
 * Change who we are, in the database and then in the journal. What the journal did not hear, the next boot check tells it.
 *
 * @param {Database} database
 * @param {Journal} journal
 * @param {Identity} changes
 */
export async function changeIdentity(database, journal, changes) {
  const told = ((await readIdentity(database)).told ?? 0) + 1;
  await keepIdentity(database, { ...changes, told });
  const identity = await readIdentity(database);
  await journal.append(identity.journal ?? 1, [{ identity: lasting(identity) }]).then((length) => keepCanary({ length, told }), () => {});
}

/**
 * Nothing is missing as far as three numbers tell, so nothing needs to be read twice.
 *
 * @param {Omit<Shelf, "key">} shelf
 * @returns {Promise<boolean>}
 */
export async function agree({ database, journal, identity }) {
  const canary = readCanary();
  const [count, length] = await Promise.all([
    database.read(["operations"], (transaction) => transaction.objectStore("operations").count()),
    journal.length(identity.journal ?? 1),
  ]);
  return canary?.n === count + (identity.lost?.count ?? 0) && canary.length === length && canary.device === identity.device && canary.told === identity.told;
}

/**
 * Put back into the database what only the journal has, and into the journal what only the database has. What neither has is lost, and asked of the federation.
 *
 * @param {Shelf} shelf
 * @param {Set<string>} damaged ids of operations in the database that do not open
 * @returns {Promise<boolean>} the database is no more what it was
 */
export async function rebuild({ database, key, journal, identity }, damaged) {
  const n = identity.journal ?? 1;
  const lines = await journal.readAll(n);
  const rows = await database.read(["operations"], (transaction) => transaction.objectStore("operations").getAll());
  const whole = rows.filter(({ id }) => !damaged.has(id));
  const told = new Map(lines.flatMap((line) => ("id" in line ? [[line.id, line]] : [])));
  const back = await onlyIn(told, whole, key);
  await putBack(database, back);
  const all = [...new Map([...back, ...rows].map((row) => [row.id, row])).values()].sort((a, b) => a.made - b.made);
  await countLost(database, key, identity, all);
  const missing = whole.filter(({ id }) => !told.has(id)).map(({ id, made, sealed }) => ({ id, made, sealed }));
  const us = { identity: lasting(identity) };
  const isKnown = lines.some((line) => lineOf(line) === lineOf(us));
  await journal.append(n, isKnown ? missing : [us, ...missing]);
  await onlyThis(journal, n, identity.told);
  return back.length > 0;
}

/**
 * Other generations hold what was erased, or an old key. Only when they are gone does the canary know how long the journal is: cut off, it is done at the next start.
 *
 * @param {Journal} journal
 * @param {number} n
 * @param {number} [told] what it was told last
 */
export async function onlyThis(journal, n, told) {
  await journal.keep(n);
  keepCanary({ length: await journal.length(n), told });
}

/**
 * @param {Map<string, Row>} told
 * @param {Row[]} whole
 * @param {CryptoKey} key with which they must open: what is under another, or spoilt, serves nobody
 */
async function onlyIn(told, whole, key) {
  const known = new Set(whole.map(({ id }) => id));
  const others = [...told.values()].filter(({ id }) => !known.has(id));
  const opens = await inTurns(others, ({ id, sealed }) => unseal(key, operationPlace(id), sealed).then(() => true, () => false));
  return others.filter((_, at) => opens[at]);
}

/**
 * As waiting, because nobody knows any more what the federation has of it: repeats are free.
 *
 * @param {Database} database
 * @param {Row[]} back
 */
function putBack(database, back) {
  return database.commit(["operations", "outbox"], async (transaction) => {
    for (const { id, made, sealed } of back) {
      const damaged = await transaction.objectStore("operations").get(id);
      await transaction.objectStore("operations").put({ ...damaged, id, made, sealed });
      if (!damaged) await transaction.objectStore("outbox").put({ id, made });
    }
  });
}

/**
 * @param {Database} database
 * @param {string[]} ids
 */
export function waitAgain(database, ids) {
  return database.commit(["operations", "outbox"], async (transaction) => {
    for (const id of ids) {
      const row = await transaction.objectStore("operations").get(id);
      if (row) await transaction.objectStore("outbox").put({ id, made: row.made });
    }
  });
}

/**
 * @param {Database} database
 * @param {CryptoKey} key
 * @param {Identity} identity
 * @param {Row[]} rows all that there is, in the order made
 */
async function countLost(database, key, identity, rows) {
  const canary = readCanary();
  const count = Math.max(0, (canary?.n ?? 0) - rows.length);
  if (count > (identity.lost?.count ?? 0)) {
    const lost = { count, since: await sinceWhen(key, rows) ?? Number(canary?.since), device: canary?.device };
    await keepIdentity(database, Object.assign(identity, { lost, cursor: null }));
  }
  keepCanary({ n: rows.length + count, device: identity.device });
}

/**
 * @param {CryptoKey} key
 * @param {Row[]} rows numbered without gaps when they were made
 * @returns {Promise<number|undefined>} epoch seconds of the last one before the first gap, or of the last of all
 */
async function sinceWhen(key, rows) {
  const gap = rows.findIndex(({ made }, at) => made !== (at && rows[at - 1].made) + 1);
  const before = rows[(gap < 0 ? rows.length : gap) - 1];
  return before && (await unseal(key, operationPlace(before.id), before.sealed).catch(() => null))?.at;
}
