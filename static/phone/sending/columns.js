// Columns of the compact form (docs/sync.md): many values in few letters.

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const START = 24; // characters, four of them hyphens
const START_DIGITS = /(.{8})(.{4})(.{4})(.{4})/;
const LARGEST = 2 ** 50; // so that differences are exact
const EXACT = 2 ** 53;

/**
 * @param {any[]} values
 * @returns {any[]} a column
 */
export function column(values) {
  if (values.every((value) => typeof value === "string" && ID.test(value))) return [...listed(values.map((id) => id.slice(0, START).replace(/-/g, ""))), numbers(values.map((id) => parseInt(id.slice(START), 16)))];
  const list = listed(values);
  const which = list.pop();
  if (list.length > 1) list.unshift(which);
  return values.every((value) => Number.isInteger(value) && Math.abs(value) < LARGEST) ? shortest(numbers(values), list) : list;
}

/**
 * @param {any[]} values
 * @returns {any[]} each different one, then a column of which comes when
 */
function listed(values) {
  const texts = values.map((value) => JSON.stringify(value));
  const unique = [...new Set(texts)];
  return [...unique.map((text) => JSON.parse(text)), numbers(texts.map((text) => unique.indexOf(text)))];
}

/** @param {any[]} one @param {any[]} other */
const shortest = (one, other) => (JSON.stringify(other).length < JSON.stringify(one).length ? other : one);

/** @param {number[]} values */
function numbers(values) {
  const steps = values.slice(1).map((value, at) => value - values[at]);
  if (steps.every((step) => step === steps[0])) return steps[0] ? [values[0], steps[0]] : [values[0]];
  return shortest(packed(values), [values[0], ...packed(steps)]);
}

/** @param {number[]} values */
function packed(values) {
  const least = Math.min(...values);
  const size = Math.max(...values) - least + 1;
  const [many, width] = blockOf(size);
  let letters = "";
  for (let at = 0; at < values.length; at += many) {
    const block = values.slice(at, at + many).reduceRight((sum, value) => sum * size + value - least, 0).toString(36);
    letters += at + many < values.length ? block.padStart(width, "0") : block;
  }
  return [least, size, letters];
}

/**
 * @param {number} size
 * @returns {[number, number]} how many digits make a block, and its letters
 */
function blockOf(size) {
  let [many, power] = [1, size];
  for (; power * size < EXACT; many += 1) power *= size;
  return [many, (power - 1).toString(36).length];
}

/**
 * @param {any[]} written a column
 * @param {number} count
 * @returns {any[]} its values
 */
export function valuesOf(written, count) {
  const [first, ...others] = written;
  if (!others.length) return Array(count).fill(first);
  if (Array.isArray(first)) return numbersIn(first, count).map((at) => others[at]);
  if (typeof first !== "string") return numbersIn(written, count);
  const [which, counters] = others.splice(-2).map((one) => numbersIn(one, count));
  return which.map((at, n) => (at ? others[at - 1] : first).replace(START_DIGITS, "$1-$2-$3-$4-") + counters[n].toString(16).padStart(12, "0"));
}

/**
 * @param {any[]} written
 * @param {number} count
 * @returns {number[]}
 */
function numbersIn(written, count) {
  const [letters, size, least, first] = [...written].reverse();
  if (least === undefined) return Array.from({ length: count }, (_, n) => written[0] + n * (written[1] ?? 0));
  const [many, width] = blockOf(size);
  let [block, sum] = [0, first];
  return Array.from({ length: count }, (_, n) => {
    if (first !== undefined && !n) return first;
    const place = first === undefined ? n : n - 1;
    if (place % many === 0) block = parseInt(letters.slice(place / many * width, (place / many + 1) * width) || "0", 36);
    const value = block % size + least;
    block = Math.floor(block / size);
    return first === undefined ? value : (sum += value);
  });
}
