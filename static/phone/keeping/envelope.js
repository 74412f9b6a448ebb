// Envelopes for the federation: what only its server opens, so that a locked or closed phone, or somebody else's, can hand it over (docs/sync.md).

import { packed, unpacked } from "./packing.js";

const FORMAT = 1;
const NONCE_BYTES = 12;
const CURVE = { name: "ECDH", namedCurve: "P-256" };

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
  const shared = await crypto.subtle.deriveBits({ ...CURVE, public: server }, ours.privateKey, 256);
  const key = await derivedKey(shared, joined(point, theirs), "envelope");
  return async (value) => joined(Uint8Array.of(FORMAT), point, await closed(key, value));
}

/**
 * @param {BufferSource} secret
 * @param {Uint8Array<ArrayBuffer>} salt
 * @param {string} purpose
 * @returns {Promise<CryptoKey>} by HKDF-SHA-256
 */
export async function derivedKey(secret, salt, purpose) {
  const letters = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt, info: new TextEncoder().encode(`mi-comedor/${purpose}`) };
  return crypto.subtle.deriveKey(how, letters, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

/**
 * @param {CryptoKey} key
 * @param {object} value anything JSON can hold
 * @param {Uint8Array<ArrayBuffer>} [additionalData] what must be known to open it
 * @returns {Promise<Uint8Array<ArrayBuffer>>} nonce, then what AES-GCM made of it
 */
export async function closed(key, value, additionalData = new Uint8Array()) {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const plain = await packed(JSON.stringify(value));
  return joined(iv, new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, plain)));
}

/**
 * @param {CryptoKey} key
 * @param {Uint8Array<ArrayBuffer>} bytes as `closed` made them, here or on the server
 * @param {Uint8Array<ArrayBuffer>} [additionalData]
 * @returns {Promise<any>} rejects when it is another's, or damaged
 */
export async function disclosed(key, bytes, additionalData = new Uint8Array()) {
  const iv = bytes.subarray(0, NONCE_BYTES);
  return JSON.parse(await unpacked(new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData }, key, bytes.subarray(NONCE_BYTES)))));
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
