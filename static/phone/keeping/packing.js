// Text made small for a slow link or a file: gzip, where the browser can and it is worth it.

const WORTH_PACKING = 500; // characters
const FIRST_BYTE = 0x1f; // of gzip, and of no JSON

/**
 * @param {string} text
 * @param {"gzip"|"deflate"} [format] the second has twelve bytes less around it
 * @returns {Promise<Uint8Array<ArrayBuffer>>} UTF-8, packed or as it is
 */
export async function packed(text, format = "gzip") {
  const plain = new Blob([text]);
  const isWorth = text.length >= WORTH_PACKING && typeof CompressionStream !== "undefined";
  return new Uint8Array(await new Response(isWorth ? plain.stream().pipeThrough(new CompressionStream(format)) : plain).arrayBuffer());
}

/** @param {Uint8Array} bytes */
const isPacked = ([first]) => first === FIRST_BYTE;

/**
 * @param {Uint8Array<ArrayBuffer>} bytes as `packed` makes them
 * @returns {Promise<string>}
 */
export function unpacked(bytes) {
  const whole = new Blob([bytes]);
  return new Response(isPacked(bytes) ? whole.stream().pipeThrough(new DecompressionStream("gzip")) : whole).text();
}
