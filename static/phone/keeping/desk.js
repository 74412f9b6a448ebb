// Where the notebook is written: an entry is sealed and kept, then told to the books, the screens, the other tabs and the syncer.

/** @typedef {import("../books/operations.js").Entry} Entry */
/** @typedef {import("../books/operations.js").Operation} Operation */
/** @typedef {import("./database.js").Database} Database */
/** @typedef {import("./memory.js").Memory} Memory */
/** @typedef {import("./memory.js").News & {keeper?: string}} News `keeper`: the phone changed hands */

import { stillLost } from "./damage.js";
import { afterErasure } from "../books/erasure.js";
import { idMaker } from "../books/ids.js";
import { keepIdentity } from "./identity.js";
import { openMemory, take } from "./memory.js";
import { makeOperation } from "../books/operations.js";
import { dataKey } from "./seal.js";
import { keepOperation, readAll } from "./store.js";
import { openSyncer } from "../sending/syncer.js";
import { openTabs } from "./tabs.js";
import { eraseLeftovers } from "./tombstones.js";
import { standingMarksOf, undoing, undoOf } from "../books/undo.js";

const SOON = 2_000; // milliseconds; while a list is being ticked the next tick comes before, and they travel together
const AT_START = 300; // the first screen goes before

/**
 * @param {Database} database
 * @param {import("./identity.js").Identity} identity of an enrolled phone
 * @param {string} app version of the shell
 * @returns {Promise<Desk>}
 */
export async function openDesk(database, identity, app) {
  const key = await dataKey(/** @type {Uint8Array} */ (identity.key));
  const tabs = openTabs(); // before reading, so that nothing told meanwhile is missed
  try {
    const memory = openMemory(await readAll(database, key), { lastSuccess: identity.last_success ?? null });
    await mend(database, key, memory, identity);
    return new Desk({ database, key, memory, tabs }, identity.keeper ?? null, app);
  } catch (error) {
    tabs.close();
    throw error;
  }
}

/**
 * Erase what another tab wrote about an erased person meanwhile, and ask the federation, once, for what does not open.
 *
 * @param {Database} database
 * @param {CryptoKey} key
 * @param {Memory} memory
 * @param {import("./identity.js").Identity} identity
 */
async function mend(database, key, { books, operations, damaged }, { sought }) {
  const erased = books.erased();
  if (operations.some((operation) => afterErasure(operation, erased) !== operation)) await eraseLeftovers(database, key, erased);
  const lost = JSON.stringify(stillLost(damaged, books));
  if (lost !== "[]" && lost !== sought) await keepIdentity(database, { cursor: null, sought: lost });
}

export class Desk {
  /**
   * @param {{database: Database, key: CryptoKey, memory: Memory, tabs: ReturnType<typeof openTabs>}} tools
   * @param {string|null} keeper id
   * @param {string} app version of the shell
   */
  constructor({ database, key, memory, tabs }, keeper, app) {
    this.database = database;
    this.key = key;
    this.memory = memory;
    this.keeper = keeper;
    this.newId = idMaker();
    /** @type {Set<() => void>} */
    this.listeners = new Set();
    /** @type {Map<string, Promise<string>>} undos under way, by target, so that a double tap is one */
    this.undos = new Map();
    this.tabs = tabs;
    tabs.listen((news) => this.hear(news));
    const tell = (/** @type {News} */ news) => this.tell(news);
    this.syncer = openSyncer({ database, key, app, books: memory.books, tell });
    this.syncer.soon(AT_START);
  }

  /**
   * @param {Entry} entry
   * @returns {Promise<Operation>} the one first kept under this id
   */
  async record(entry) {
    const { database, key, memory } = this;
    const made = makeOperation(entry, this.keeper, Date.now());
    const operation = afterErasure(made, memory.books.erased());
    if (await keepOperation(database, key, operation)) this.tell({ entered: operation });
    this.syncer.soon(SOON);
    return memory.books.find(entry.id) ?? operation;
  }

  /**
   * Take back an operation, or every phone's mark of a named ration.
   *
   * @param {string} targetId
   * @returns {Promise<string>} id of the undo
   */
  async undo(targetId) {
    const ids = await Promise.all(standingMarksOf(this.memory.books, targetId).map((id) => this.undoOne(id)));
    return ids[0];
  }

  /** @param {string} targetId */
  undoOne(targetId) {
    const { books } = this.memory;
    const done = this.undos.get(targetId) ?? undoOf(books, targetId);
    if (done) return done;
    const undo = this.record(undoing(books, targetId, this.newId())).then(({ id }) => id);
    this.undos.set(targetId, undo);
    const forget = () => this.undos.delete(targetId); // kept by now, or to be tried again
    undo.then(forget, forget);
    return undo;
  }

  /** @param {string} id the keeper who takes the phone */
  async setKeeper(id) {
    await keepIdentity(this.database, { keeper: id });
    this.tell({ keeper: id });
  }

  /** @param {News} news of this tab */
  tell(news) {
    const { syncing, ...forAll } = news;
    this.hear(news);
    this.tabs.tell(forAll);
  }

  /** @param {News} news of any tab */
  hear({ keeper, ...news }) {
    if (keeper) this.keeper = keeper;
    take(this.memory, news);
    for (const listener of this.listeners) queueMicrotask(listener); // what a screen does wrong is not ours
  }

  /** @param {() => void} listener */
  onChange(listener) {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  close() {
    this.syncer.stop();
    this.tabs.close();
    this.database.close();
  }
}
