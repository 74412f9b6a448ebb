// All that waits for signal, sealed for somebody else to carry. Handing it over changes nothing of what waits: only the receipt does (docs/sync.md, rule 13).

/** @typedef {import("./sync.js").Office} Office */
/** @typedef {import("../keeping/identity.js").Identity} Identity */
/** @typedef {{at: number, seal: string}} Handed epoch seconds, this phone's clock; how each part of that bundle begins */

import { batchOf, BATCH, question } from "./exchange.js";
import { sealerFor, textOf } from "../keeping/envelope.js";
import { keepIdentity, readIdentity } from "../keeping/identity.js";
import { readPending } from "../keeping/store.js";
import { holdsOf, secretOf } from "./sync.js";

const SEAL_LETTERS = 88; // format and the pair of keys that sealed it: 66 bytes, the same in each part of one bundle

/**
 * @param {Office} office
 * @returns {Promise<{identity: Identity, sealed: (purpose: "carried"|"copy", more: object) => Promise<string>}>} who this phone is; a part of a
 *   parcel for one of the federation's doors, with the secret that proves whose it is
 */
export async function sealerOf({ database, key }) {
  const identity = await readIdentity(database);
  const secret = await secretOf(key, identity);
  const seal = await sealerFor(identity.public_key);
  return { identity, sealed: async (purpose, more) => textOf(await seal({ for: purpose, secret, ...more })) };
}

/**
 * What waits as questions to the federation, one a part. When nothing waits, one that only asks for news.
 *
 * @param {Office} office
 * @returns {Promise<string[]>} parts of a parcel
 */
export async function bundled(office) {
  const { identity, sealed } = await sealerOf(office);
  const holds = await holdsOf(office, identity);
  let { operations } = await readPending(office.database, office.key, Infinity);
  const parts = [];
  do {
    const batch = batchOf(operations, BATCH);
    parts.push(await sealed("carried", { question: question(identity, office.app, batch, holds) }));
    operations = operations.slice(batch.length);
  } while (operations.length);
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
