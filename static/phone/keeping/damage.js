// Records that do not open any more: which of them are lost, and which came back from the federation. Think.

/** @typedef {{id: string} | {from: number, to: number}} Damaged an operation of our own, or a page of the log */

/**
 * @param {Damaged[]} damaged
 * @param {import("../books/books.js").OpenBooks} books all that did open
 * @returns {Damaged[]} those of which something is still missing
 */
export function stillLost(damaged, books) {
  if (!damaged.length) return [];
  const numbers = new Set(books.all().map(({ seq }) => seq));
  return damaged.filter((record) => ("id" in record ? !books.find(record.id) : !isWhole(record, numbers)));
}

/**
 * @param {{from: number, to: number}} page
 * @param {Set<number|undefined>} numbers
 */
function isWhole({ from, to }, numbers) {
  for (let seq = from; seq <= to; seq += 1) if (!numbers.has(seq)) return false;
  return true;
}

/**
 * What is gone from this phone and did not come back from the federation.
 *
 * @param {NonNullable<import("./identity.js").Identity["lost"]>} lost
 * @param {import("../books/books.js").OpenBooks} books
 * @param {Set<string>} own ids of what this phone still has of its own
 * @returns {{count: number, since: number}|null} null when all came back
 */
export function stillGone({ count, since, device }, books, own) {
  const left = count - books.all().filter((operation) => operation.device === device && !own.has(operation.id)).length;
  return left > 0 ? { count: left, since } : null;
}
