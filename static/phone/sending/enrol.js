// How a phone becomes one of a kitchen's: its secrets, made here and once, are told with the one-time code.

/** @typedef {import("../keeping/identity.js").Identity} Identity */
/** @typedef {import("./code.js").Enrolment} Enrolment */

import { answered, lookAtCode, normalised } from "./code.js";
import { Database } from "../keeping/database.js";
import { textOf } from "../keeping/envelope.js";
import { keepIdentity, readIdentity, SECRET_PLACE } from "../keeping/identity.js";
import { idMaker } from "../books/ids.js";
import { dataKey, newDataKey, seal, unseal } from "../keeping/seal.js";

/**
 * Enrol this phone. Asked twice, it gets the same answer: device, secret and door are made once and kept.
 *
 * @param {string} code
 * @param {() => void} [onBlocked] another tab with an older release must be closed first
 * @returns {Promise<Enrolment>}
 */
export async function enrol(code, onBlocked) {
  if (!globalThis.crypto?.subtle) return { reason: "insecure" };
  const database = new Database(onBlocked);
  try {
    const before = await readIdentity(database);
    if (before.kitchen) { // never spend the code of another kitchen: two kitchens' books must not mix
      const looked = await lookAtCode(code);
      if (looked.reason) return looked;
      if (looked.kitchen?.code !== before.kitchen.code) return { reason: "other-kitchen" };
      if (before.slots?.length) return { reason: "clave" };
    }
    return await enrolAs(await withSecrets(database, before), normalised(code), database);
  } catch (error) {
    const reason = /** @type {{code?: Enrolment["reason"]}} */ (error).code; // the database's; without one it is a fault of ours
    if (typeof reason !== "string") throw error;
    return { reason };
  } finally {
    database.close();
  }
}

/**
 * @param {Identity} identity with its secrets
 * @param {string} code
 * @param {Database} database
 * @returns {Promise<Enrolment>}
 */
async function enrolAs(identity, code, database) {
  const { device, door, epoch, key, secret: sealed } = identity;
  const secret = await unseal(await dataKey(/** @type {Uint8Array} */ (key)), SECRET_PLACE, /** @type {Uint8Array} */ (sealed));
  const { said, reason } = await answered({ code, device, secret, door });
  if (!said) return { reason };
  const { kitchen, public_key } = said;
  await keepIdentity(database, { kitchen, public_key, epoch: epoch ?? said.epoch, revoked: false });
  navigator.storage?.persist?.().catch(() => false); // asked, not awaited: some browsers ask the woman first
  return { kitchen };
}

/**
 * The same device and secrets as at the last try, unless the federation closed that device.
 *
 * @param {Database} database
 * @param {Identity} before
 * @returns {Promise<Identity>} as kept
 */
async function withSecrets(database, before) {
  if (before.device && before.secret && !before.revoked) return before;
  const key = before.key ?? newDataKey();
  const made = {
    key, device: idMaker()(), door: randomText(), secret: await seal(await dataKey(key), SECRET_PLACE, randomText()), revoked: false,
  };
  await keepIdentity(database, made);
  return { ...before, ...made };
}

/** @returns {string} 32 random bytes in base64url */
const randomText = () => textOf(crypto.getRandomValues(new Uint8Array(32)));
