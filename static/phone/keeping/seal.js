// Sealing: AES-256-GCM over JSON, with a fresh random nonce each time and the record's place as context, so that none can be put in another's.

const FORMAT = 1; // first byte of what is sealed, for the day when there is another way
const NONCE_BYTES = 12;

/**
 * @param {string} place
 * @param {Uint8Array} iv
 */
const cipher = (place, iv) => ({ name: "AES-GCM", iv, additionalData: new TextEncoder().encode(place) });

/** @returns {Uint8Array} 32 random bytes for a new data key */
export function newDataKey() {
  return crypto.getRandomValues(new Uint8Array(32));
}

/**
 * @param {Uint8Array} raw 32 bytes
 * @returns {Promise<CryptoKey>} may leave again: each keeper's clave wraps it
 */
export function dataKey(raw) {
  return crypto.subtle.importKey("raw", asBuffer(raw), "AES-GCM", true, ["encrypt", "decrypt"]);
}

/**
 * @param {CryptoKey} key
 * @param {string} place where the record belongs, such as `operation/<id>`
 * @param {any} value anything JSON can hold
 * @returns {Promise<Uint8Array>} format, nonce, ciphertext
 */
export async function seal(key, place, value) {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  const closed = new Uint8Array(await crypto.subtle.encrypt(cipher(place, nonce), key, plain));
  const sealed = new Uint8Array(1 + NONCE_BYTES + closed.length);
  sealed.set([FORMAT]);
  sealed.set(nonce, 1);
  sealed.set(closed, 1 + NONCE_BYTES);
  return sealed;
}

/**
 * @param {CryptoKey} key
 * @param {string} place
 * @param {Uint8Array} sealed
 * @returns {Promise<any>} rejects when the bytes, the key or the place are not those it was sealed with
 */
export async function unseal(key, place, sealed) {
  if (sealed[0] !== FORMAT) throw new Error("sealed in an unknown way");
  const nonce = sealed.slice(1, 1 + NONCE_BYTES);
  const plain = await crypto.subtle.decrypt(cipher(place, nonce), key, asBuffer(sealed.slice(1 + NONCE_BYTES)));
  return JSON.parse(new TextDecoder().decode(plain));
}

/**
 * Types only: every array here stands on a plain ArrayBuffer, never on a shared one.
 *
 * @param {Uint8Array} bytes
 */
const asBuffer = (bytes) => /** @type {BufferSource} */ (bytes);
