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
  if (values.every((value) => typeof value === "string" && ID.test(value))) {
    const starts = listed(values.map((id) => id.slice(0, START).replace(/-/g, "")));
    if (starts.length === 2) starts.pop();
    return [...starts, numbers(values.map((id) => parseInt(id.slice(START), 16)))];
  }
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
  const differences = packed(steps);
  return differences.length > 3 ? packed(values) : shortest(packed(values), [values[0], ...differences]);
}

/** @param {number[]} values */
function packed(values) {
  const least = Math.min(...values);
  const step = values.reduce((common, value) => divisor(common, value - least), 0);
  const digits = values.map((value) => (value - least) / step);
  const size = Math.max(...digits) + 1;
  const [many, width] = blockOf(size);
  let letters = "";
  for (let at = 0; at < digits.length; at += many) {
    const block = digits.slice(at, at + many).reduceRight((sum, digit) => sum * size + digit, 0).toString(36);
    letters += at + many < digits.length ? block.padStart(width, "0") : block;
  }
  return step > 1 ? [least, size, letters, step] : [least, size, letters];
}

/** @param {number} one @param {number} other @returns {number} the greatest that is in both */
const divisor = (one, other) => (other ? divisor(other, one % other) : one);

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
  const counters = numbersIn(others.pop(), count);
  const which = numbersIn(others.pop() ?? [0], count);
  return which.map((at, n) => (at ? others[at - 1] : first).replace(START_DIGITS, "$1-$2-$3-$4-") + counters[n].toString(16).padStart(12, "0"));
}

/**
 * @param {any[]} written
 * @param {number} count
 * @returns {number[]}
 */
function numbersIn(written, count) {
  const [first, step = 0] = written;
  const at = written.findIndex((/** @type {any} */ part) => typeof part === "string");
  if (at < 0) return Array.from({ length: count }, (_, n) => first + n * step);
  const [least, size, letters, factor = 1] = written.slice(at - 2);
  const digits = digitsIn(size, letters, count).map((digit) => least + digit * factor);
  if (at === 2) return digits;
  let sum = first;
  return [first, ...digits.slice(0, count - 1).map((difference) => (sum += difference))];
}

/**
 * @param {number} size
 * @param {string} letters
 * @param {number} count
 */
function digitsIn(size, letters, count) {
  const [many, width] = blockOf(size);
  let block = 0;
  return Array.from({ length: count }, (_, n) => {
    if (n % many === 0) block = parseInt(letters.slice(n / many * width, (n / many + 1) * width) || "0", 36);
    const digit = block % size;
    block = Math.floor(block / size);
    return digit;
  });
}
