// Taps on the counters, gathered into one operation: a hundred taps are one count, which replaces what was counted before.

import { carriedDescription, priceOf, pricesOn } from "../reading/prices.js";
import { serviceOf } from "../reading/service-day.js";

/** @typedef {import("../keeping/notebook.js").Notebook} Notebook */

const QUIET = 1200; // ms without a tap, after which the count is written down

/** @typedef {{on: string, slot: number, counts: Record<string, number>, id: string}} Batch counters tapped on one service, not yet saved */

export class Tally {
  /**
   * @param {Notebook} notebook
   * @param {(state: "waiting"|"saved"|"failed") => void} tell
   */
  constructor(notebook, tell) {
    this.notebook = notebook;
    this.tell = tell;
    /** @type {Batch|null} */
    this.tapped = null;
    /** @type {Batch[]} */
    this.writing = [];
    this.timer = 0;
    /** @type {Promise<void>} */
    this.last = Promise.resolve();
  }

  /**
   * @param {string} on
   * @param {number} slot
   * @param {string} code class
   * @param {number} n what the counter shows now
   */
  set(on, slot, code, n) {
    if (this.tapped && !isSame(this.tapped, { on, slot })) void this.flush();
    this.tapped ??= { on, slot, counts: {}, id: this.notebook.newId() };
    this.tapped.counts[code] = n;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), QUIET);
    this.tell("waiting");
  }

  /**
   * Unnamed rations that are shown and not saved yet, by class.
   *
   * @param {string} on
   * @param {number} slot
   * @returns {Record<string, number>}
   */
  typed(on, slot) {
    const own = [...this.writing, ...(this.tapped ? [this.tapped] : [])].filter((batch) => isSame(batch, { on, slot }));
    return Object.assign({}, ...own.map(({ counts }) => counts));
  }

  /** Write down at once what was tapped; resolves when it is saved. */
  flush() {
    clearTimeout(this.timer);
    if (!this.tapped) return this.last;
    const batch = this.tapped;
    this.tapped = null;
    this.writing = [...this.writing, batch];
    this.last = this.last.then(() => this.write(batch));
    return this.last;
  }

  /** @param {Batch} batch kept for the next try when it could not be saved */
  async write(batch) {
    try {
      await writeCount(this.notebook, batch);
      this.tell("saved");
    } catch {
      if (!this.tapped) this.tapped = batch;
      else if (isSame(this.tapped, batch)) this.tapped.counts = { ...batch.counts, ...this.tapped.counts };
      this.tell("failed");
    } finally {
      this.writing = this.writing.filter((other) => other !== batch);
    }
  }
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
