// Who may open the notebook: each keeper's clave of six digits wraps the one data key (docs/phone.md, "Who may open it").

/**
 * @typedef {object} Slot kept openly, for the lock screen
 * @property {string} keeper id
 * @property {string} face an initial, with a number when it is another's too; never a name
 * @property {Uint8Array} salt
 * @property {number} iterations
 * @property {Uint8Array} wrapped the data key, sealed by a key made of the clave
 */

import { bytesOf, textOf } from "./envelope.js";
import { dataKey, seal, unseal } from "./seal.js";

const FLOOR = 600_000; // OWASP's Password Storage Cheat Sheet, for PBKDF2 with SHA-256
const CEILING = 20 * FLOOR; // a clock that stands still would ask for more than a lifetime
const SAMPLE = 100_000;
const PATIENCE = 700; // milliseconds that opening may take on this phone

/**
 * @param {CryptoKey} key the data key
 * @param {string} clave
 * @param {Pick<Slot, "keeper"|"face">} whose
 * @param {number} [rounds] only tests say how many
 * @returns {Promise<Slot>}
 */
export async function newSlot(key, clave, whose, rounds) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iterations = rounds ?? (await affordable());
  const wrapped = await seal(await keyOf(clave, salt, iterations), placeOf(whose), await rawText(key));
  return { ...whose, salt, iterations, wrapped };
}

/**
 * @param {Slot} slot
 * @param {string} clave
 * @returns {Promise<CryptoKey|null>} the data key; null when the clave is wrong
 */
export async function openSlot(slot, clave) {
  const text = await unseal(await keyOf(clave, slot.salt, slot.iterations), placeOf(slot), slot.wrapped).catch(() => null);
  return text && dataKey(bytesOf(text));
}

/**
 * @param {CryptoKey} key the data key
 * @returns {Promise<string>} in base64url, as slots and the federation's envelope hold it
 */
export const rawText = async (key) => textOf(new Uint8Array(await crypto.subtle.exportKey("raw", key)));

/**
 * What stands for a keeper on the lock screen, where names are not known yet.
 *
 * @param {string} name
 * @param {string[]} taken other keepers' faces
 * @returns {string} her initial; with the first free number when somebody has it already
 */
export function faceOf(name, taken) {
  const initial = name.slice(0, 1).toUpperCase();
  for (let number = 1; ; number += 1) {
    const face = initial + (number > 1 ? number : "");
    if (!taken.includes(face)) return face;
  }
}

/** @param {{keeper: string}} whose */
const placeOf = ({ keeper }) => `slot/${keeper}`;

/** @returns {Promise<number>} rounds that this phone does in our patience, and never fewer than the floor */
async function affordable() {
  const start = performance.now();
  await keyOf("", new Uint8Array(16), SAMPLE);
  const rounds = (SAMPLE * PATIENCE) / (performance.now() - start);
  return Math.min(CEILING, Math.max(FLOOR, Math.round(rounds)));
}

/**
 * @param {string} clave
 * @param {Uint8Array} salt
 * @param {number} iterations
 */
async function keyOf(clave, salt, iterations) {
  const typed = await crypto.subtle.importKey("raw", new TextEncoder().encode(clave), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: /** @type {BufferSource} */ (salt), iterations };
  return crypto.subtle.deriveKey(how, typed, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}
