// Which entry of which book an operation is read in, and entries read again only when touched: think.

/** @typedef {import("./operations.js").Operation} Operation */
/** @typedef {import("./books.js").Books} Books */
/** @typedef {import("./books.js").Acts} Acts */
/** @typedef {"keepers"|"people"|"services"|"foods"|"stock"|"cash"|"months"|"rolls"|"notices"} Book */
/** @typedef {(operation: Operation) => [Book, string]} Placing */

import { KINDS as MONEY, readCash } from "./cash.js";
import { readHandedRoll, readMonth } from "./handing.js";
import { readNotice } from "./notices.js";
import { KINDS as FOOD, readFood, readStock } from "./pantry.js";
import { readService } from "./rations.js";
import { readKeeper, readPerson } from "./roll.js";

/** @type {Placing} */
const byPerson = ({ data }) => ["people", data.person];
/** @type {Placing} */
const byService = ({ on, data }) => ["services", `${on}/${data.slot}`];
/** @type {Placing} */
const byFood = ({ data }) => ["stock", `${data.food}|${data.source}`];
/** @type {Placing} */
const byDay = ({ on }) => ["cash", on];
/** @type {Placing} */
const byPeriod = ({ data }) => ["months", data.period];

/** @type {(kinds: string[], placing: Placing) => Record<string, Placing>} */
const all = (kinds, placing) => Object.fromEntries(kinds.map((kind) => [kind, placing]));

/** @type {Record<string, Placing>} kinds that are not here are kept and left out of the books */
const PLACES = {
  "keeper.joined": ({ id }) => ["keepers", id],
  "keeper.left": ({ data }) => ["keepers", data.keeper],
  "beneficiary.registered": ({ id }) => ["people", id],
  "beneficiary.amended": byPerson,
  "beneficiary.left": byPerson,
  "beneficiary.returned": byPerson,
  "right.asked": byPerson,
  "service.described": byService,
  "service.skipped": byService,
  "rations.served": byService,
  "rations.counted": byService,
  ...all(FOOD, byFood),
  "food.named": ({ id }) => ["foods", id],
  ...all(MONEY, byDay),
  "month.handed_in": byPeriod,
  "month.observed": byPeriod,
  "month.accepted": byPeriod,
  "roll.handed_in": () => ["rolls", "last"],
  "notice.published": ({ id }) => ["notices", id],
  "notice.read": ({ data }) => ["notices", data.notice],
};

/** @type {Record<Book, (operations: Operation[], acts: Acts) => any>} an entry from its operations alone; null when there is none */
const READERS = {
  keepers: readKeeper,
  people: readPerson,
  services: readService,
  foods: readFood,
  stock: readStock,
  cash: readCash,
  months: readMonth,
  rolls: readHandedRoll,
  notices: readNotice,
};
const BOOKS = /** @type {Book[]} */ (Object.keys(READERS));

/** @typedef {{operations: Map<string, Operation[]>, touched: Set<string>, entries: Record<string, any>}} Shelf */

export class Entries {
  /** @param {Acts} acts as they stand when the books are read */
  constructor(acts) {
    this.acts = acts;
    const empty = () => ({ operations: new Map(), touched: new Set(), entries: {} });
    this.shelves = /** @type {Record<Book, Shelf>} */ (Object.fromEntries(BOOKS.map((book) => [book, empty()])));
    /** @type {Books|null} */
    this.books = null;
  }

  /** @param {Operation} operation a new one */
  put(operation) {
    const place = PLACES[operation.kind]?.(operation);
    if (!place) return;
    const { operations } = this.shelves[place[0]];
    const others = operations.get(place[1]);
    if (others) others.push(operation);
    else operations.set(place[1], [operation]);
    this.touch(operation);
  }

  /** @param {Operation} operation one that changed, or that was undone or erased */
  touch(operation) {
    const place = PLACES[operation.kind]?.(operation);
    if (!place) return;
    this.shelves[place[0]].touched.add(place[1]);
    this.books = null;
  }

  /** @returns {Books} */
  read() {
    if (this.books) return this.books;
    for (const book of BOOKS) readAgain(book, this.shelves[book], this.acts);
    const { rolls, ...books } = /** @type {any} */ (Object.fromEntries(BOOKS.map((book) => [book, this.shelves[book].entries])));
    const accepted = Object.keys(books.months).filter((period) => books.months[period].state === "accepted").sort();
    this.books = /** @type {Books} */ ({ ...books, accepted, roll_handed_in: rolls.last ?? null });
    return this.books;
  }
}

/**
 * Read a shelf's touched entries into a new set, so that books handed out before stay as they were.
 *
 * @param {Book} book
 * @param {Shelf} shelf
 * @param {Acts} acts
 */
function readAgain(book, shelf, acts) {
  if (!shelf.touched.size) return;
  shelf.entries = { ...shelf.entries };
  for (const key of shelf.touched) {
    const operations = (shelf.operations.get(key) ?? []).filter((operation) => !isRejected(operation, acts));
    const entry = operations.length ? entryOf(book, operations, acts) : null;
    if (entry === null) delete shelf.entries[key];
    else shelf.entries[key] = entry;
  }
  shelf.touched.clear();
}

/**
 * An operation that no form of ours would have made must not take the whole notebook with it: only its entry is missing.
 *
 * @param {Book} book
 * @param {Operation[]} operations
 * @param {Acts} acts
 */
function entryOf(book, operations, acts) {
  try {
    return READERS[book](operations, acts);
  } catch {
    return null;
  }
}

/**
 * Whether the federation said that it will not take it: what has a place in the log was taken.
 *
 * @param {Operation} operation
 * @param {Acts} acts
 */
export const isRejected = ({ id, seq }, { rejected }) => !seq && rejected.has(id);
