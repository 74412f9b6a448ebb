// A parcel, the text file that travels by hand: written, and read however it arrives. Think (docs/sync.md, "Envelopes, parcels").

/** @typedef {"bundle"|"receipt"|"copy"} ParcelKind */

const HEAD = /^mi-comedor\/1 (bundle|receipt|copy)$/;
const PART = /^[\w-]+$/; // base64url has just these letters

/**
 * @param {ParcelKind} kind
 * @param {string} words for whoever opens the file; one line
 * @param {string[]} parts in base64url
 * @returns {string}
 */
export const writeParcel = (kind, words, parts) => [`mi-comedor/1 ${kind}`, `# ${words}`, ...parts, ""].join("\n");

/**
 * Read what is there, in any order, told once or many times, with the line ends and marks that other programs leave. Whether a part is what
 * it was when it was sealed only opening it tells.
 *
 * @param {string} text
 * @returns {{kind?: ParcelKind, parts: string[], bad: number}} `kind` is absent when it is no parcel; `bad` lines are none of ours any more
 */
export function readParcel(text) {
  /** @type {any} */
  let kind;
  let bad = 0;
  const lines = new Set(text.split(/[\r\n]+/).map((line) => line.trim()));
  const parts = [...lines].filter((line) => {
    const head = HEAD.exec(line);
    if (head) kind = kind ?? head[1];
    else if (PART.test(line) && line.length % 4 !== 1) return true;
    else if (line && line[0] !== "#") bad += 1;
    return false;
  });
  return { kind, parts, bad };
}
