// How a phone becomes one of a kitchen's: its secrets, made here and once, are told with the one-time code. What it works with is lent by the
// app, so that the page to enter brings nothing that the app has.

/** @typedef {import("../keeping/identity.js").Identity} Identity */
/** @typedef {import("../keeping/database.js").Database} Database */
/** @typedef {import("./code.js").Enrolment} Enrolment */
/** @typedef {"Database"|"SECRET_PLACE"|"dataKey"|"idMaker"|"keepIdentity"|"rawText"|"readIdentity"|"seal"|"sealerFor"|"textOf"|"unseal"} Lent */
/** @typedef {Pick<typeof import("../app.js"), Lent>} Tools */
/** @typedef {(locked: {database: Database, identity: Identity}) => Promise<CryptoKey|null>} Guard */

import { answered, lookAtCode, normalised } from "./code.js";

/**
 * Enrol this phone. Asked twice, it gets the same answer: device, secret and door are made once and kept. What it has written stays and waits.
 *
 * @param {Tools} tools
 * @param {string} code
 * @param {{onBlocked?: () => void, guard?: Guard}} [how] `onBlocked`: another tab with an older release must be closed first; `guard`: who may have
 *   the data key of a phone whose keepers have claves
 * @returns {Promise<Enrolment>}
 */
export async function enrol(tools, code, { onBlocked, guard = nobody } = {}) {
  if (!globalThis.crypto?.subtle) return { reason: "insecure" };
  const database = new tools.Database(onBlocked);
  try {
    const before = await tools.readIdentity(database);
    const reason = before.kitchen && (await whyNot(code, before.kitchen));
    if (reason) return { reason };
    const identity = withKey(before);
    const key = identity.key ? await tools.dataKey(identity.key) : await guard({ database, identity });
    if (!key) return { reason: "clave" };
    return await enrolAs(tools, database, await withSecrets(tools, database, identity, key), key, normalised(code));
  } catch (error) {
    const reason = /** @type {{code?: Enrolment["reason"]}} */ (error).code; // the database's; without one it is a fault of ours
    if (typeof reason !== "string") throw error;
    return { reason };
  } finally {
    database.close();
  }
}

/** A new phone draws its data key; that of one with claves is in none's hands. @param {Identity} before @returns {Identity} */
const withKey = (before) => (before.key || before.slots?.length ? before : { ...before, key: random() });

/** @type {Guard} */
const nobody = async () => null;

/**
 * Never spend the code of another kitchen: two kitchens' books must not mix.
 *
 * @param {string} code
 * @param {import("./code.js").Kitchen} ours
 * @returns {Promise<Enrolment["reason"]>}
 */
async function whyNot(code, ours) {
  const { kitchen, reason } = await lookAtCode(code);
  return kitchen && kitchen.code !== ours.code ? "other-kitchen" : reason;
}

/**
 * @param {Tools} tools
 * @param {Database} database
 * @param {Identity} identity with its secrets
 * @param {CryptoKey} key
 * @param {string} code
 * @returns {Promise<Enrolment>}
 */
async function enrolAs({ SECRET_PLACE, keepIdentity, rawText, sealerFor, unseal }, database, { device, door, epoch, secret: sealed, slots, told = 0 }, key, code) {
  const secret = await unseal(key, SECRET_PLACE, /** @type {Uint8Array} */ (sealed));
  const { said, reason } = await answered({ code, device, secret, door });
  if (!said) return { reason };
  const { kitchen, public_key } = said;
  const unlock = slots?.length && (await (await sealerFor(public_key))({ for: "unlock", device, kitchen: kitchen.code, key: await rawText(key) })); // device or federation may have another name now
  await keepIdentity(database, { kitchen, public_key, epoch: epoch ?? said.epoch, revoked: false, told: told + 1, ...(unlock && { unlock }) });
  navigator.storage?.persist?.().catch(() => false); // asked, not awaited: some browsers ask the woman first
  return { kitchen };
}

/**
 * The same device and secrets as at the last try, unless the federation closed that device.
 *
 * @param {Tools} tools
 * @param {Database} database
 * @param {Identity} before
 * @param {CryptoKey} key
 * @returns {Promise<Identity>} as kept
 */
async function withSecrets({ SECRET_PLACE, idMaker, keepIdentity, seal, textOf }, database, before, key) {
  if (before.device && before.secret && !before.revoked) return before;
  const made = { device: idMaker()(), door: textOf(random()), secret: await seal(key, SECRET_PLACE, textOf(random())), revoked: false };
  await keepIdentity(database, { ...made, ...(before.key && { key: before.key }) });
  return { ...before, ...made };
}

/** @returns {Uint8Array} 32 bytes */
const random = () => crypto.getRandomValues(new Uint8Array(32));
