// The federation's half of sealing, in Node: its pair of keys, what opens an envelope, what seals a receipt (docs/sync.md; app/seal.py).
import { createCipheriv, createDecipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto";
import { gunzipSync } from "node:zlib";

const POINT = 65;
const NONCE = 12;
const TAG = 16;

/** A server's keys: `point` as enrolment tells it, `open` an envelope's JSON, or throw for what is none or another's. */
export function aSeal() {
  const pair = createECDH("prime256v1");
  const point = pair.generateKeys();
  return {
    point: point.toString("base64url"),
    open(envelope) {
      const bytes = Buffer.from(envelope);
      if (bytes[0] !== 1) throw new Error("no envelope");
      const sender = bytes.subarray(1, 1 + POINT);
      const key = hkdfSync("sha256", pair.computeSecret(sender), Buffer.concat([sender, point]), "mi-comedor/envelope", 32);
      const plain = unsealed(Buffer.from(key), bytes.subarray(1 + POINT));
      return JSON.parse(plain[0] === 0x1f ? gunzipSync(plain) : plain);
    },
  };
}

/** What `/sync/carried` answers: for the phone with this secret and nobody else. */
export function sealReceipt(secret, value) {
  const nonce = randomBytes(NONCE);
  const key = hkdfSync("sha256", secret, "", "mi-comedor/receipt", 32);
  const cipher = createCipheriv("aes-256-gcm", Buffer.from(key), nonce);
  return Buffer.concat([nonce, cipher.update(JSON.stringify(value)), cipher.final(), cipher.getAuthTag()]).toString("base64url");
}

function unsealed(key, bytes) {
  const opening = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE));
  opening.setAuthTag(bytes.subarray(-TAG));
  return Buffer.concat([opening.update(bytes.subarray(NONCE, -TAG)), opening.final()]);
}
