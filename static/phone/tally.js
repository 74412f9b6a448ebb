// Taps on the counters, gathered into one operation: a hundred taps are one count, which replaces what was counted before.

import { carriedDescription, priceOf, pricesOn } from "./prices.js";
import { serviceOf } from "./service-day.js";

/** @typedef {import("./notebook.js").Notebook} Notebook */

const QUIET = 1200; // ms without a tap, after which the count is written down

/** @typedef {{on: string, slot: number, counts: Record<string, number>, id: string}} Batch counters tapped on one service, not yet saved */

/**
 * @param {Notebook} notebook
 * @param {(state: "waiting"|"saved"|"failed") => void} tell
 */
export function openTally(notebook, tell) {
  /** @type {Batch|null} */
  let tapped = null;
  /** @type {Batch[]} */
  let writing = [];
  let timer = 0;
  /** @type {Promise<void>} */
  let last = Promise.resolve();

  const write = async (/** @type {Batch} */ batch) => {
    try {
      await writeCount(notebook, batch);
      tell("saved");
    } catch {
      if (!tapped) tapped = batch;
      else if (isSame(tapped, batch)) tapped.counts = { ...batch.counts, ...tapped.counts };
      tell("failed");
    } finally {
      writing = writing.filter((other) => other !== batch);
    }
  };
  const flush = () => {
    clearTimeout(timer);
    if (!tapped) return last;
    const batch = tapped;
    tapped = null;
    writing = [...writing, batch];
    last = last.then(() => write(batch));
    return last;
  };
  return {
    /** Write down at once what was tapped; resolves when it is saved. */
    flush,
    /**
     * Unnamed rations that are shown and not saved yet, by class.
     *
     * @param {string} on
     * @param {number} slot
     * @returns {Record<string, number>}
     */
    typed(on, slot) {
      const own = [...writing, ...(tapped ? [tapped] : [])].filter((batch) => isSame(batch, { on, slot }));
      return Object.assign({}, ...own.map(({ counts }) => counts));
    },
    /**
     * @param {string} on
     * @param {number} slot
     * @param {string} code class
     * @param {number} n what the counter shows now
     */
    set(on, slot, code, n) {
      if (tapped && !isSame(tapped, { on, slot })) flush();
      tapped ??= { on, slot, counts: {}, id: notebook.newId() };
      tapped.counts[code] = n;
      clearTimeout(timer);
      timer = setTimeout(flush, QUIET);
      tell("waiting");
    },
  };
}

/**
 * @param {{on: string, slot: number}} one
 * @param {{on: string, slot: number}} other
 */
const isSame = (one, other) => one.on === other.on && one.slot === other.slot;

/**
 * @param {Notebook} notebook
 * @param {Batch} batch
 */
async function writeCount(notebook, { on, slot, counts, id }) {
  const data = countEntry(notebook, on, slot, counts);
  if (!data) return;
  await describeFirst(notebook, on, slot);
  await notebook.record({ id, kind: "rations.counted", on, data });
}

/**
 * The count that makes the books say what the counters show; null when they already do.
 *
 * @param {Notebook} notebook
 * @param {string} on
 * @param {number} slot
 * @param {Record<string, number>} typed
 * @returns {Record<string, any>|null}
 */
export function countEntry(notebook, on, slot, typed) {
  const books = notebook.books();
  const service = serviceOf(books, on, slot);
  const prices = pricesOn(books, on, slot);
  const changed = Object.keys(typed).filter((code) => service.disputed.includes(code) || typed[code] !== (service.unnamed[code] ?? 0));
  if (!changed.length) return null;
  const heads = [...new Set(changed.flatMap((code) => service.heads[code] ?? []))];
  const paid = changed.filter((code) => code !== "cook");
  return {
    slot,
    counts: Object.fromEntries(changed.map((code) => [code, typed[code]])),
    ...(paid.length ? { prices: Object.fromEntries(paid.map((code) => [code, priceOf(code, prices)])) } : {}),
    ...(heads.length ? { replaces: heads } : {}),
  };
}

/**
 * The prices that the screen carried over become the service's own with its first ration.
 *
 * @param {Notebook} notebook
 * @param {string} on
 * @param {number} slot
 */
export async function describeFirst(notebook, on, slot) {
  const described = carriedDescription(notebook.books(), on, slot);
  if (described) await notebook.record({ id: notebook.newId(), kind: "service.described", on, ...described });
}
