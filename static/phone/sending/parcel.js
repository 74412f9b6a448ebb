// A parcel, the text file that travels by hand: written, and read however it arrives. Think (docs/sync.md, "Envelopes, parcels").

/** @typedef {"bundle"|"receipt"|"copy"} ParcelKind */

const HEAD = /^mi-comedor\/1 (bundle|receipt|copy)$/;
const PART = /^[\w-]+$/; // base64url has just these letters

/**
 * @param {ParcelKind} kind
 * @param {string} words for whoever opens the file; a line each
 * @param {string[]} parts in base64url
 * @returns {string}
 */
export function writeParcel(kind, words, parts) {
  const told = words.trim().split(/\s*\n\s*/).map((line) => `# ${line}`);
  return [`mi-comedor/1 ${kind}`, ...told, ...parts, ""].join("\n");
}

/**
 * Read what is there, in any order, told once or many times, with the line ends and marks that other programs leave. Whether a part is what
 * it was when it was sealed only opening it tells.
 *
 * @param {string} text
 * @returns {{kind?: ParcelKind, parts: string[], bad: number}} `kind` is absent when it is no parcel; `bad` lines are none of ours any more
 */
export function readParcel(text) {
  const lines = new Set(text.split(/[\r\n]+/).map((line) => line.trim()).filter((line) => line && !line.startsWith("#")));
  const kinds = [...lines].map((line) => HEAD.exec(line)?.[1]).filter(Boolean);
  const others = [...lines].filter((line) => !HEAD.test(line));
  const parts = others.filter((line) => PART.test(line) && line.length % 4 !== 1);
  return { kind: /** @type {ParcelKind|undefined} */ (kinds[0]), parts, bad: others.length - parts.length };
}
