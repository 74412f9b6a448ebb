// Envelopes for the federation: what only its server opens, so that a locked or closed phone, or somebody else's, can hand it over (docs/sync.md).

import { packed } from "./packing.js";

const FORMAT = 1;
const NONCE_BYTES = 12;
const CURVE = { name: "ECDH", namedCurve: "P-256" };
const INFO = new TextEncoder().encode("mi-comedor/envelope");

/**
 * Make ready to seal for the federation: one pair of keys of our own serves many envelopes, and its private half is kept nowhere.
 *
 * @param {string} publicKey the server's point in base64url, as enrolment told it
 * @returns {Promise<(value: object) => Promise<Uint8Array>>} JSON into an envelope
 */
export async function sealerFor(publicKey) {
  const theirs = bytesOf(publicKey);
  const ours = /** @type {CryptoKeyPair} */ (await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]));
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", ours.publicKey));
  const server = await crypto.subtle.importKey("raw", theirs, CURVE, false, []);
  const shared = await crypto.subtle.importKey("raw", await crypto.subtle.deriveBits({ ...CURVE, public: server }, ours.privateKey, 256), "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: joined(point, theirs), info: INFO };
  const key = await crypto.subtle.deriveKey(how, shared, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  return async (value) => {
    const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
    const closed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, await packed(JSON.stringify(value)));
    return joined(Uint8Array.of(FORMAT), point, iv, new Uint8Array(closed));
  };
}

/** @param {Uint8Array[]} parts @returns {Uint8Array<ArrayBuffer>} */
export function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
  return whole;
}

/** @param {Uint8Array} bytes @returns {string} base64url */
export function textOf(bytes) {
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""); // as arguments of one call, a bundle's would be too many
  return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
}

/** @param {string} text base64url @returns {Uint8Array<ArrayBuffer>} */
export function bytesOf(text) {
  return Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
}
