// How a phone becomes one of a kitchen's: the one-time code, and the device's own secrets, made here and once.

/** @typedef {import("../keeping/notebook.js").Kitchen} Kitchen */
/** @typedef {import("../keeping/identity.js").Identity} Identity */

import { Database } from "../keeping/database.js";
import { textOf } from "../keeping/envelope.js";
import { saidBy } from "./exchange.js";
import { keepIdentity, readIdentity, SECRET_PLACE } from "../keeping/identity.js";
import { idMaker } from "../books/ids.js";
import { dataKey, newDataKey, seal, unseal } from "../keeping/seal.js";
import { ask } from "./wire.js";

/**
 * @typedef {object} Enrolment either field, never both
 * @property {Kitchen} [kitchen]
 * @property {"code-unknown"|"too-many-tries"|"offline"|"server"|"other-kitchen"|"insecure"|"storage"|"quota"|"newer"} [reason]
 *   `other-kitchen`: this phone already keeps another kitchen's notebook; `insecure`: no https, so nothing can be sealed
 */

const DOOR = "/sync/enrol";

/**
 * Say whose the code is, without spending it.
 *
 * @param {string} code as typed or from the link; case, spaces and hyphens do not matter
 * @returns {Promise<Enrolment>}
 */
export async function lookAtCode(code) {
  const { said, reason } = await answered({ code: normalised(code), look: true });
  return said ? { kitchen: said.kitchen } : { reason };
}

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

/** @param {string} code */
function normalised(code) {
  return code.toUpperCase().replace(/[^A-Z0-9]/g, "");
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

/**
 * @param {object} question
 * @returns {Promise<{said?: {kitchen: Kitchen, epoch: string, public_key: any}, reason?: Enrolment["reason"]}>}
 */
async function answered(question) {
  const response = await ask(DOOR, JSON.stringify(question));
  if (response.status === 429) return { reason: "too-many-tries" };
  const said = saidBy(response.type, response.text);
  if (response.status === 200 && said.kitchen?.code) return { said: /** @type {any} */ (said) };
  if (response.status === 404 && said.reason === "code-unknown") return { reason: "code-unknown" };
  return { reason: response.status >= 400 ? "server" : "offline" };
}
