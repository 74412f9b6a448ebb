// One question over the network and whatever came back; a link that hangs is cut.

import { packed } from "../keeping/packing.js";
import { spent } from "./spent.js";

const PATIENCE = 90_000; // a page of 5,000 operations takes 20 s on GPRS

/**
 * @typedef {{status: number, type: string, text: string, retryAfter: number, clockOff?: number}} Heard `retryAfter` in seconds, 0 when not said;
 *   `clockOff`: seconds by which the server's clock is ahead of this phone's, NaN when not said
 */

/** @type {Heard} */
const SILENCE = { status: 0, type: "", text: "", retryAfter: 0 };

/**
 * @param {string} path
 * @param {string|Uint8Array<ArrayBuffer>} said JSON, or what is sealed
 * @param {string} [secret] the bearer's
 * @param {(line: string) => void} [each] hears an answer in lines, one by one as they come; then `text` is what came after the last
 * @returns {Promise<Heard>} status 0 when nothing came back, or not all
 */
export async function ask(path, said, secret, each) {
  const body = typeof said === "string" ? await packed(said, "deflate") : said;
  spent(body.length);
  const cut = new AbortController();
  const timer = setTimeout(() => cut.abort(), PATIENCE);
  try {
    const response = await fetch(path, {
      method: "POST", body, signal: cut.signal, credentials: "omit", redirect: "error",
      ...(secret && { headers: { Authorization: `Bearer ${secret}` } }), // no header more: with those of the browser they are longer than a day's work
    });
    const type = response.headers.get("Content-Type") ?? "";
    const isInLines = each && type.startsWith("application/jsonl");
    return {
      status: response.status, type, text: isInLines ? await afterLines(/** @type {ReadableStream<any>} */ (response.body), each) : await response.text(),
      retryAfter: Number(response.headers.get("Retry-After")) || 0,
      clockOff: Math.round((Date.parse(response.headers.get("Date") ?? "") - Date.now()) / 1000),
    };
  } catch {
    return SILENCE;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {ReadableStream<any>} body
 * @param {(line: string) => void} each
 * @returns {Promise<string>} the rest
 */
async function afterLines(body, each) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  for (let rest = ""; ;) {
    const { done, value } = await reader.read();
    if (done) return rest;
    const lines = (rest + value).split("\n");
    rest = lines.pop() ?? "";
    lines.forEach(each);
  }
}

/**
 * @param {string} type
 * @param {string} text
 * @returns {Record<string, any>} empty when it is no JSON object
 */
export function saidBy(type, text) {
  if (!type.startsWith("application/json")) return {};
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
