// A forgotten clave: a code of the coordinator's gets the data key from the federation. Where that has forgotten the phone too (it was restored from before
// the phone joined), the same code then takes the phone back.

import { Database } from "../keeping/database.js";
import { idMaker } from "../books/ids.js";
import { bytesOf, sealerFor, textOf } from "../keeping/envelope.js";
import { keepIdentity, readIdentity, SECRET_PLACE } from "../keeping/identity.js";
import { rawText } from "../keeping/keys.js";
import { dataKey, seal, unseal } from "../keeping/seal.js";
import { enrol } from "./enrol.js";
import { ask, saidBy } from "./wire.js";

/** @type {Record<number, string>} what the door answers, where it says no more */
const REASONS = { 0: "offline", 401: "device-unknown", 429: "too-many-tries" };
/** @type {import("./enrol.js").Tools} */
const TOOLS = { Database, dataKey, idMaker, keepIdentity, rawText, readIdentity, seal, SECRET_PLACE, sealerFor, textOf, unseal };

/**
 * @param {Database} database
 * @param {string} code
 * @returns {Promise<{key?: CryptoKey, isUnknown?: boolean, isClosed?: boolean, reason?: string}>} the data key, if the code is good; `isUnknown`: the
 *   federation does not know this phone, and the code is still to be spent
 */
export async function keyFor(database, code) {
  const { door, unlock } = await readIdentity(database);
  const { status, type, text } = await ask("/sync/unlock", JSON.stringify({ code, sealed: textOf(/** @type {Uint8Array} */ (unlock)) }), door);
  const { key, enrol: isUnknown, reason, inbox } = saidBy(type, text);
  if (status === 200 && key) return { key: await dataKey(bytesOf(key)), isUnknown: Boolean(isUnknown) };
  return { isClosed: status === 403 && Boolean(inbox), reason: REASONS[status] ?? reason ?? "server" };
}

/**
 * @param {string} code
 * @param {CryptoKey} key
 * @returns {Promise<boolean>} whether the federation knows this phone again; if not, the code may be tried anew on the page to enter
 */
export async function takenBack(code, key) {
  return Boolean((await enrol(TOOLS, code, { guard: async () => key })).kitchen);
}
