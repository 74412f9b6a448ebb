// All that waits for signal, sealed for somebody else to carry. Handing it over changes nothing of what waits: only the receipt does (docs/sync.md, rule 13).

/** @typedef {import("./sync.js").Office} Office */
/** @typedef {{at: number, seal: string}} Handed epoch seconds, this phone's clock; how each part of that bundle begins */

import { batchOf, BATCH, question } from "./exchange.js";
import { sealerFor, textOf } from "../keeping/envelope.js";
import { keepIdentity, readIdentity } from "../keeping/identity.js";
import { readPending } from "../keeping/store.js";
import { holdsOf, secretOf } from "./sync.js";

const SEAL_LETTERS = 88; // format and the pair of keys that sealed it: 66 bytes, the same in each part of one bundle

/**
 * What waits as questions to the federation, one a part. When nothing waits, one that only asks for news.
 *
 * @param {Office} office
 * @returns {Promise<string[]>} parts of a parcel
 */
export async function bundled(office) {
  const { database, key, app } = office;
  const identity = await readIdentity(database);
  const [{ operations }, holds, secret, seal] = await Promise.all([
    readPending(database, key, Infinity), holdsOf(office, identity), secretOf(key, identity), sealerFor(identity.public_key),
  ]);
  const parts = [];
  for (let from = 0; !from || from < operations.length;) {
    const batch = batchOf(operations.slice(from, from + BATCH), BATCH);
    parts.push(textOf(await seal({ for: "carried", secret, question: question(identity, app, batch, holds) })));
    from += batch.length || 1;
  }
  return parts;
}

/**
 * Note that she handed it over.
 *
 * @param {Office} office
 * @param {string[]} parts
 */
export async function noteHanded({ database, tell }, parts) {
  const handed = { at: Math.floor(Date.now() / 1000), seal: parts[0].slice(0, SEAL_LETTERS) };
  await keepIdentity(database, { handed });
  tell({ handed });
}

/**
 * @param {Handed|undefined} handed
 * @param {string[]} parts
 * @returns {boolean} these are the parts that this phone handed over last
 */
export const isOwn = (handed, parts) => parts.some((part) => part.startsWith(handed?.seal ?? "-"));
