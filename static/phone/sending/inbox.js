// Envelopes for the inbox, made when something is written, for the day when the phone is locked or closed.

import { wireForm } from "../books/operations.js";
import { sealerFor } from "../keeping/envelope.js";

/**
 * @param {string} publicKey the federation's
 * @returns {Promise<(operation: import("../books/operations.js").Operation) => Promise<Uint8Array>>} seals one for the inbox
 */
export async function inboxSealer(publicKey) {
  const seal = await sealerFor(publicKey);
  return (operation) => seal({ for: "inbox", operations: [wireForm(operation)] });
}

/** @param {Uint8Array} bytes @returns {Promise<string>} SHA-256 in hex */
export async function digestOf(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", /** @type {BufferSource} */ (bytes)));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @returns {Promise<typeof import("./leaving.js")>} what leaves envelopes; rejects without signal */
export const leaving = () => import(/** @type {string} */ (document.documentElement.dataset.leaving));
