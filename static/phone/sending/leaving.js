// What a locked or closed phone leaves for the federation: envelopes, each body of them with its receipt (docs/sync.md, "/sync/inbox" and rule 4).
// It needs signal anyway, so the phone does not keep it: it is fetched when it is wanted.

/** @typedef {import("../keeping/database.js").Database} Database */
/**
 * @typedef {object} Left
 * @property {null|"offline"|"server"|"bare"} trouble `bare`: something waits without an envelope, until somebody opens the phone
 * @property {number} retryAfter seconds
 * @property {boolean} [closed] the federation closed this phone
 * @property {string} [epoch] the federation's database is not the one that heard us: all is to be left again
 * @property {boolean} [isOver] nothing is left to do: if it is closed, but to wipe
 */

import { joined, sealerFor, textOf } from "../keeping/envelope.js";
import { keepIdentity, putIdentity, readIdentity } from "../keeping/identity.js";
import { agree, rebuild } from "../keeping/rebuild.js";
import { dropSlots } from "../keeping/slots.js";
import { unseal } from "../keeping/seal.js";
import { inTurns, operationPlace, PAGE_PLACE } from "../keeping/store.js";
import { digestOf, inboxSealer } from "./inbox.js";
import { offerAllAgain } from "./intake.js";
import { ask, saidBy } from "./wire.js";

const BODY = 4 << 20; // bytes; the federation takes no more at once
/** @type {Left} */
const BARE = { trouble: "bare", retryAfter: 0 };
/** @type {["outbox", "held"]} what the federation was not told, or has put aside without a place */
const WAITING = ["outbox", "held"];

/**
 * Leave all that was not told to be received; a closed phone says last that nothing is left, and then may wipe itself. No receipt, no wiping.
 *
 * @param {{database: Database, journal: import("../keeping/journal.js").Journal}} shelf
 * @param {CryptoKey|null} key null while the phone is locked: then what waits has its envelopes already
 * @returns {Promise<Left>}
 */
export async function leaveAll({ database, journal }, key) {
  const identity = await readIdentity(database);
  if (!(await agree({ database, journal, identity }))) { // a database that lost something must not say that nothing waits
    if (!key) return BARE;
    await rebuild({ database, journal, identity, key }, new Set());
  }
  if (key) await sealWaiting(database, key, identity.public_key, true);
  const left = await leaveWaiting(database);
  if (left.trouble) return left;
  if (left.epoch) return key ? leaveAgain({ database, journal }, key, left.epoch) : BARE;
  if (left.closed) return (await nothingWaits(database)) ? { ...left, isOver: true } : BARE;
  if (identity.revoked) await keepIdentity(database, { revoked: false }); // not closed after all
  return { ...left, isOver: identity.revoked };
}

/**
 * Closed before it heard of a restore: what it was told to be received may be gone. Pages as they were pulled, then all of its own as if it had never been told.
 *
 * @param {{database: Database, journal: import("../keeping/journal.js").Journal}} shelf
 * @param {CryptoKey} key
 * @param {string} epoch the federation's present one
 * @returns {Promise<Left>}
 */
async function leaveAgain(shelf, key, epoch) {
  const { door, public_key } = await readIdentity(shelf.database);
  const seal = await sealerFor(public_key);
  for (const { mark, sealed } of await shelf.database.read(["pages"], (transaction) => transaction.objectStore("pages").getAll())) {
    const rows = await unseal(key, PAGE_PLACE, sealed).catch(() => null);
    const envelope = await seal({ for: "inbox", operations: [], ...(rows && { page: { mark, rows } }) });
    const left = await leave(joined(...framed(envelope)), door);
    if (left.trouble) return left;
  }
  await shelf.database.commit(["operations", "outbox", "held", "snapshots", "meta"], async (transaction) => {
    await offerAllAgain(transaction);
    await putIdentity(transaction, { epoch, cursor: null, left: "" });
  });
  return leaveAll(shelf, key);
}

/**
 * From here on there is no way back: in one transaction, because another tab may have written meanwhile.
 *
 * @param {Database} database
 */
function nothingWaits(database) {
  return database.commit(["meta", ...WAITING], async (transaction) => {
    const isDone = (await waitingIn(transaction)).every(({ left }) => left);
    if (isDone) await putIdentity(transaction, { revoked: true, wiping: true });
    return isDone;
  });
}

/**
 * After an exchange, while the phone may be locked: what is offered again after a restore needs envelopes, and who left has no place any more.
 *
 * @param {import("./sync.js").Office} office
 */
export async function tidy(office) {
  await sealWaiting(office.database, office.key, (await readIdentity(office.database)).public_key);
  await dropSlots(office);
}

/**
 * Give what waits the envelopes that it lacks, so that it can be left when nobody is there to open the phone.
 *
 * @param {Database} database
 * @param {CryptoKey} key
 * @param {string} publicKey the federation's
 * @param {boolean} [isLast] the phone will be wiped: of a record that does not open goes what is left of it
 */
export async function sealWaiting(database, key, publicKey, isLast) {
  const records = await database.read([...WAITING, "operations"], async (transaction) => {
    const bare = (await waitingIn(transaction)).filter(({ envelope }) => !envelope);
    return Promise.all(bare.map(async ({ id }) => (await transaction.objectStore("operations").get(id)) ?? { id, sealed: new Uint8Array() }));
  });
  if (!records.length) return;
  const seal = await inboxSealer(publicKey);
  const envelopes = await inTurns(records, async ({ id, sealed }) => {
    const rest = isLast && { id, data: { damaged: textOf(sealed) } };
    const operation = await unseal(key, operationPlace(id), sealed).catch(() => rest);
    return operation && { id, envelope: await seal(operation) };
  });
  await changeWaiting(database, envelopes.filter(Boolean));
}

/**
 * Leave all that has not been left yet; of a body without its receipt nothing counts. Last an empty body, which asks whether this phone is closed.
 *
 * @param {Database} database
 * @returns {Promise<Left>}
 */
async function leaveWaiting(database) {
  for (;;) {
    const { door, epoch, cursor, left: receipt } = await readIdentity(database);
    const rows = await database.read(WAITING, waitingIn);
    const next = bodyOf(rows.filter(({ envelope, left }) => envelope && !left).sort((a, b) => (a.made ?? 0) - (b.made ?? 0)));
    if (!next.length && rows.some(({ envelope }) => !envelope)) return BARE;
    const body = joined(...next.flatMap(({ envelope }) => framed(/** @type {Uint8Array} */ (envelope))));
    const heard = await leave(body, door, next.length ? "" : `?${new URLSearchParams({ epoch: epoch ?? "", cursor: cursor ?? "", left: receipt ?? "" })}`);
    if (heard.trouble || !next.length) return heard;
    await changeWaiting(database, next.map(({ id }) => ({ id, left: true })), await digestOf(body));
  }
}

/**
 * @param {import("../keeping/database.js").Reading|import("../keeping/database.js").Writing} transaction over `outbox` and `held` among others
 * @returns {Promise<{id: string, made?: number, envelope?: Uint8Array, left?: boolean}[]>}
 */
async function waitingIn(transaction) {
  return (await Promise.all(WAITING.map((name) => /** @type {any} */ (transaction).objectStore(name).getAll()))).flat();
}

/**
 * @template {{envelope?: Uint8Array}} Row
 * @param {Row[]} rows
 * @returns {Row[]} as many of the first as make a body
 */
function bodyOf(rows) {
  let length = 0;
  const full = rows.findIndex(({ envelope }) => (length += 4 + Number(envelope?.length)) > BODY);
  return full < 0 ? rows : rows.slice(0, Math.max(1, full));
}

/** @param {Uint8Array} envelope @returns {Uint8Array[]} its length, and itself */
function framed(envelope) {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, envelope.length);
  return [length, envelope];
}

/**
 * @param {Uint8Array} body
 * @param {string} [door]
 * @param {string} [told] with an empty body, what this phone was told so far: a database that cannot have told it wants all again
 * @returns {Promise<Left>}
 */
async function leave(body, door, told = "") {
  const { status, type, text, retryAfter } = await ask(`/sync/inbox${told}`, /** @type {Uint8Array<ArrayBuffer>} */ (body), door);
  const { receipt, closed, epoch } = saidBy(type, text);
  if (status === 200 && receipt === (await digestOf(body))) return { trouble: null, closed: Boolean(closed), retryAfter, ...(epoch && { epoch }) };
  return { trouble: status >= 400 ? "server" : "offline", retryAfter };
}

/**
 * @param {Database} database
 * @param {{id: string, envelope?: Uint8Array, left?: boolean}[]} changes to rows that still wait
 * @param {string} [left] the receipt of the body in which they were left
 */
function changeWaiting(database, changes, left) {
  return database.commit(["meta", ...WAITING], async (transaction) => {
    if (left) await putIdentity(transaction, { left });
    for (const name of WAITING) {
      const store = transaction.objectStore(name);
      for (const change of changes) {
        const row = await store.get(change.id);
        if (row) await store.put({ ...row, ...change });
      }
    }
  });
}
