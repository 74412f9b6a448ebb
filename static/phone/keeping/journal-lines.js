// The journal's lines as text: JSON after its check sum, bytes in base64url. A line that is torn or damaged is left out, and the next one begins anew.

/** @typedef {import("./journal.js").Line} Line */

import { bytesOf, textOf } from "./envelope.js";

/** @param {Line} line @returns {string} */
export function lineOf(line) {
  const json = JSON.stringify(line, (_, value) => (value instanceof Uint8Array ? { bytes: textOf(value) } : value));
  return `\n${sumOf(json)} ${json}\n`;
}

/** @param {string} text @returns {Line[]} */
export function linesOf(text) {
  return text.split("\n").flatMap((line) => {
    const [sum, json] = [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)];
    return line && sum === sumOf(json) ? [JSON.parse(json, (_, value) => (value?.bytes === undefined ? value : bytesOf(value.bytes)))] : [];
  });
}

/** FNV-1a: against torn writes and worn memory, not against anybody. @param {string} text */
function sumOf(text) {
  let sum = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
  return String(sum);
}
