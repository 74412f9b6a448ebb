// Which entry of which book an operation is read in, and entries read again only when touched: think.

/** @typedef {import("./operations.js").Operation} Operation */
/** @typedef {import("./books.js").Books} Books */
/** @typedef {import("./books.js").Acts} Acts */
/** @typedef {"keepers"|"people"|"services"|"stock"|"accepted"} Book */
/** @typedef {(operation: Operation) => [Book, string]} Placing */

import { readStock } from "./pantry.js";
import { readService } from "./rations.js";
import { readKeeper, readPerson } from "./roll.js";

/** @type {Placing} */
const byPerson = ({ data }) => ["people", data.person];
/** @type {Placing} */
const byService = ({ on, data }) => ["services", `${on}/${data.slot}`];
/** @type {Placing} */
const byFood = ({ data }) => ["stock", `${data.food}|${data.source}`];

/** @type {Record<string, Placing>} kinds that are not here are kept and left out of the books */
const PLACES = {
  "keeper.joined": ({ id }) => ["keepers", id],
  "beneficiary.registered": ({ id }) => ["people", id],
  "beneficiary.amended": byPerson,
  "beneficiary.left": byPerson,
  "beneficiary.returned": byPerson,
  "service.described": byService,
  "service.skipped": byService,
  "rations.served": byService,
  "rations.counted": byService,
  "food.received": byFood,
  "food.used": byFood,
  "month.accepted": ({ data }) => ["accepted", data.period],
};

/** @type {Record<Book, (operations: Operation[], acts: Acts) => any>} an entry from its operations alone; null when there is none */
const READERS = {
  keepers: readKeeper,
  people: readPerson,
  services: readService,
  stock: readStock,
  accepted: () => true,
};
const BOOKS = /** @type {Book[]} */ (Object.keys(READERS));

/** @typedef {{operations: Map<string, Operation[]>, touched: Set<string>, entries: Record<string, any>}} Shelf */

/**
 * The books' entries, each from its own operations.
 *
 * @param {Acts} acts as they stand when the books are read
 */
export function bookEntries(acts) {
  const shelves = /** @type {Record<Book, Shelf>} */ ({});
  for (const book of BOOKS) shelves[book] = { operations: new Map(), touched: new Set(), entries: {} };
  /** @type {Books|null} */
  let books = null;
  const touch = (/** @type {Operation} */ operation, isNew = false) => {
    const place = PLACES[operation.kind]?.(operation);
    if (!place) return;
    const [shelf, key] = [shelves[place[0]], place[1]];
    shelf.touched.add(key);
    books = null;
    if (!isNew) return;
    const others = shelf.operations.get(key);
    if (others) others.push(operation);
    else shelf.operations.set(key, [operation]);
  };
  const read = () => {
    if (books) return books;
    for (const book of BOOKS) readAgain(book, shelves[book], acts);
    const { keepers, people, services, stock, accepted } = shelves;
    books = {
      keepers: keepers.entries, people: people.entries, services: services.entries, stock: stock.entries,
      accepted: Object.keys(accepted.entries).sort(),
    };
    return books;
  };
  return { touch: (/** @type {Operation} */ operation) => touch(operation), put: (/** @type {Operation} */ operation) => touch(operation, true), read };
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
    const entry = READERS[book](shelf.operations.get(key) ?? [], acts);
    if (entry === null) delete shelf.entries[key];
    else shelf.entries[key] = entry;
  }
  shelf.touched.clear();
}
