// Unnamed rations: which counts of a service stand when one replaces another, class by class. Think.

/** @typedef {import("./operations.js").Operation} Operation */
/** @typedef {{ids: string[], n: number, price_cents: number}} Standing the heads of a class, and the number and price that count */

/**
 * The heads of each class, and which of them counts: the largest, or of equal ones the one with the smallest id.
 *
 * @param {Operation[]} counts all `rations.counted` of one service, undone ones too
 * @param {Set<string>} undone
 * @returns {Map<string, Standing>} by class, in no order; classes whose counts are all undone are absent
 */
export function standingCounts(counts, undone) {
  const classes = new Set(counts.flatMap(({ data }) => Object.keys(data.counts)));
  const standing = new Map();
  for (const ration of classes) {
    const heads = headsOf(ration, counts.filter(({ data }) => ration in data.counts), undone);
    if (heads.length) standing.set(ration, largest(ration, heads));
  }
  return standing;
}

/**
 * A count falls when one that stands replaces it, unless it replaces that one too (they go in a circle).
 *
 * @param {string} ration class
 * @param {Operation[]} counts that have the class
 * @param {Set<string>} undone
 * @returns {Operation[]}
 */
function headsOf(ration, counts, undone) {
  const standing = counts.filter(({ id }) => !undone.has(id));
  if (counts.length < 2) return standing;
  const byId = new Map(counts.map((count) => [count.id, count]));
  const replaced = new Map(counts.map((count) => [count.id, allReplacedBy(count, byId)]));
  const replaces = (/** @type {Operation} */ one, /** @type {Operation} */ other) => replaced.get(one.id)?.has(other.id);
  return standing.filter((head) => !standing.some((other) => replaces(other, head) && !replaces(head, other)));
}

/**
 * @param {Operation} count
 * @param {Map<string, Operation>} byId the counts of the class
 * @returns {Set<string>} what it replaces, and what those replace
 */
function allReplacedBy(count, byId) {
  const reached = new Set();
  const toVisit = [count];
  for (let one = toVisit.pop(); one; one = toVisit.pop()) {
    for (const id of one.data.replaces ?? []) {
      const other = byId.get(id);
      if (!other || reached.has(id)) continue;
      reached.add(id);
      toVisit.push(other);
    }
  }
  return reached;
}

/**
 * @param {string} ration class
 * @param {Operation[]} heads
 * @returns {Standing}
 */
function largest(ration, heads) {
  const inIdOrder = heads.slice().sort((a, b) => (a.id < b.id ? -1 : 1));
  const n = Math.max(...heads.map(({ data }) => data.counts[ration]));
  const chosen = inIdOrder.find(({ data }) => data.counts[ration] === n);
  return { ids: inIdOrder.map(({ id }) => id), n, price_cents: chosen?.data.prices?.[ration] ?? 0 };
}
