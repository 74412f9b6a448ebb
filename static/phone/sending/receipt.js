// A receipt come back by hand: opened with this phone's own secret and taken in like an answer heard over the network (docs/sync.md, rule 13).

/** @typedef {import("./sync.js").Office} Office */
/** @typedef {import("./exchange.js").Answer} Answer */
/** @typedef {{asked: {epoch: string|null, cursor: any}, status: number, answer: Answer|null}} Receipt */

import { isAnswer } from "./exchange.js";
import { bytesOf } from "../keeping/envelope.js";
import { keepIdentity, readIdentity } from "../keeping/identity.js";
import { unpacked } from "../keeping/packing.js";
import { heed, heedSilence, secretOf } from "./sync.js";
import { alone } from "../keeping/tabs.js";

const NONCE_BYTES = 12;

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
  const open = await openerFor(await secretOf(key, await readIdentity(database)));
  let ours = 0;
  await alone(async () => {
    for (const part of [...parts].reverse()) { // one by one: each may hold a page of the log
      const receipt = await open(part);
      if (receipt) await take(office, receipt);
      if (receipt) ours += 1;
    }
  }, true);
  return ours;
}

/**
 * @param {string} secret
 * @returns {Promise<(part: string) => Promise<Receipt|null>>} null for what is damaged, or another's
 */
async function openerFor(secret) {
  const text = new TextEncoder();
  const letters = await crypto.subtle.importKey("raw", text.encode(secret), "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: text.encode("mi-comedor/receipt") };
  const key = await crypto.subtle.deriveKey(how, letters, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
  return async (part) => {
    try {
      const bytes = bytesOf(part);
      const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes.subarray(0, NONCE_BYTES) }, key, bytes.subarray(NONCE_BYTES));
      return JSON.parse(await unpacked(new Uint8Array(plain)));
    } catch {
      return null;
    }
  };
}

/**
 * @param {Office} office
 * @param {Receipt} receipt
 */
async function take(office, { asked, status, answer }) {
  if (status === 204) await heedSilence(office);
  if (status === 403) await keepIdentity(office.database, { revoked: true }).then(() => office.tell({ trouble: "device-revoked" }));
  if (status === 200 && isAnswer(answer, answer?.answers ?? [])) await takeAnswer(office, asked, answer);
}

/**
 * Answers count as long as they are of this epoch; rows and cursor only if we still stand where we asked, and so does a new epoch. A phone that was
 * put back to before it wrote what it asked with does not: the rows leave that out, and behind their cursor it would never hear of it.
 *
 * @param {Office} office
 * @param {Receipt["asked"]} asked
 * @param {Answer} answer
 */
async function takeAnswer(office, asked, answer) {
  const identity = await readIdentity(office.database);
  const { epoch = null, cursor = null, offering = [], behind = false } = identity;
  const waiting = new Set(await office.database.read(["outbox"], (transaction) => transaction.objectStore("outbox").getAllKeys()));
  const answers = answer.answers.filter(({ id }) => waiting.has(id)); // of the others we heard since
  const isThere = answer.answers.every(({ id }) => office.books.find(id));
  if (isThere && JSON.stringify([epoch, cursor]) === JSON.stringify([asked.epoch, asked.cursor])) await heed(office, identity, { ...answer, answers }, offering);
  else if (answer.epoch === epoch) await heed(office, identity, { ...answer, answers, operations: [], cursor, more: behind }, offering);
}
