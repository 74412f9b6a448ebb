// A receipt come back by hand: opened with this phone's own secret and taken in like an answer heard over the network (docs/sync.md, rule 13).

/** @typedef {import("./sync.js").Office} Office */
/** @typedef {import("./exchange.js").Answer} Answer */
/** @typedef {{asked: {epoch: string|null, cursor: any}, status: number, answer: Answer|null}} Receipt */

import { bytesOf, derivedKey, disclosed } from "../keeping/envelope.js";
import { keepIdentity, readIdentity } from "../keeping/identity.js";
import { heed } from "./hearing.js";
import { secretOf } from "./sync.js";
import { alone } from "../keeping/tabs.js";

/**
 * Take in all the parts that were sealed for this phone. What was answered last was asked from the same place and tells furthest, so it is
 * taken first; of the others the answers count.
 *
 * @param {Office} office
 * @param {string[]} parts of a parcel
 * @returns {Promise<number>} how many were for us
 */
export async function takeReceipts(office, parts) {
  const { key, database } = office;
  const secret = new TextEncoder().encode(await secretOf(key, await readIdentity(database)));
  const receiptKey = await derivedKey(secret, new Uint8Array(), "receipt");
  let ours = 0;
  await alone(async () => {
    for (const part of [...parts].reverse()) { // one by one: each may hold a page of the log
      /** @type {Receipt|null} */
      const receipt = await disclosed(receiptKey, bytesOf(part)).catch(() => null); // damaged, or another's
      if (receipt) await take(office, receipt).then(() => (ours += 1));
    }
  }, true);
  return ours;
}

/**
 * Answers count as long as they are of this epoch; rows and cursor only if we still stand where we asked, and so does a new epoch. A phone that was
 * put back to before it wrote what it asked with does not: the rows leave that out, and behind their cursor it would never hear of it.
 *
 * @param {Office} office
 * @param {Receipt} receipt
 */
async function take(office, { asked, status, answer }) {
  const { database, books, tell } = office;
  if (status === 403) await keepIdentity(database, { revoked: true }).then(() => tell({ trouble: "device-revoked" }));
  if (!answer?.cursor) return;
  const identity = await readIdentity(database);
  const { epoch, cursor = null, offering = [], behind = false } = identity;
  const waiting = new Set(await database.read(["outbox"], (transaction) => transaction.objectStore("outbox").getAllKeys()));
  const told = { ...answer, answers: answer.answers.filter(({ id }) => waiting.has(id)) }; // of the others we heard since
  const isThere = answer.answers.every(({ id }) => books.find(id)) && epoch === asked.epoch && cursor === asked.cursor;
  if (!isThere) Object.assign(told, { operations: [], cursor, more: behind });
  if (isThere || answer.epoch === epoch) await heed(office, identity, told, offering);
}
