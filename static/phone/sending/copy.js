// A copy of the whole notebook as a parcel: whoever holds the file holds nothing, for its key is sealed for the federation (docs/sync.md, "/sync/copy").

/** @typedef {import("./sync.js").Office} Office */
/** @typedef {import("../books/operations.js").Operation} Operation */
/** @typedef {{operations: Operation[]} | {page: {epoch: string|null, from: number, to: number, mark: any, rows: Operation[]}}} Content of one part */

import { sealerOf } from "./bundle.js";
import { BATCH } from "./exchange.js";
import { wireForm } from "../books/operations.js";
import { closed, joined, textOf } from "../keeping/envelope.js";
import { dataKey, newDataKey, unseal } from "../keeping/seal.js";
import { PAGE_PLACE } from "../keeping/store.js";

const FORMAT = 2; // first byte of a part, where an envelope has 1

/**
 * @param {Office} office
 * @returns {Promise<string[]>} parts of a parcel: who may open it, then what this phone wrote and each page that it pulled, with its mark
 */
export async function copied(office) {
  const { database, key, books } = office;
  const raw = newDataKey();
  const copyKey = await dataKey(raw);
  const [pages, own] = await database.read(["pages", "operations"], (transaction) =>
    Promise.all([transaction.objectStore("pages").getAll(), transaction.objectStore("operations").getAllKeys()]));
  const { sealed } = await sealerOf(office);
  const parts = [await sealed("copy", { key: textOf(raw) })];
  const put = async (/** @type {Content} */ content) => void parts.push(await sealedPart(copyKey, parts.length, count, content));
  const count = 1 + Math.ceil(own.length / BATCH) + pages.length;
  for (let from = 0; from < own.length; from += BATCH) {
    await put({ operations: own.slice(from, from + BATCH).flatMap((id) => books.find(id) ?? []).map(wireForm) });
  }
  for (const { epoch, from, to, mark, sealed: body } of pages) {
    await put({ page: { epoch, from, to, mark, rows: await unseal(key, PAGE_PLACE, body).catch(() => []) } });
  }
  return parts;
}

/**
 * @param {CryptoKey} key
 * @param {number} index the part's place
 * @param {number} count of all parts; both are bound in, so that what is missing is known
 * @param {Content} content
 * @returns {Promise<string>} base64url of format, index, count, nonce, what is sealed
 */
async function sealedPart(key, index, count, content) {
  const head = Uint8Array.of(FORMAT, index >> 8, index, count >> 8, count);
  return textOf(joined(head, await closed(key, content, head)));
}
