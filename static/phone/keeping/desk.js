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
import { keepOperations, readAll } from "./store.js";
import { openSyncer } from "../sending/syncer.js";
import { openTabs } from "./tabs.js";
import { eraseLeftovers } from "./tombstones.js";
import { tiedTo, undoing, undoOf } from "../books/undo.js";

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
    const memory = openMemory(await readAll(database, key), { lastSuccess: identity.last_success ?? null, ...(identity.handed && { handed: identity.handed }) });
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
    this.office = { database, key, app, books: memory.books, tell };
    this.syncer = openSyncer(this.office);
    this.syncer.soon(AT_START);
  }

  /**
   * Entries that belong together are kept together: all or none.
   *
   * @param {Entry[]} entries
   * @returns {Promise<Operation[]>} those first kept under these ids
   */
  async record(...entries) {
    const { database, key, memory } = this;
    const made = entries.map((entry) => afterErasure(makeOperation(entry, this.keeper, Date.now()), memory.books.erased()));
    for (const entered of await keepOperations(database, key, made)) this.tell({ entered });
    this.syncer.soon(SOON);
    return made.map((operation) => memory.books.find(operation.id) ?? operation);
  }

  /**
   * Take back operations and all that is tied to them (every phone's mark of a named ration, all that one purchase brought), at once.
   *
   * @param {string[]} targetIds
   * @returns {Promise<string>} id of the first one's undo
   */
  async undo(...targetIds) {
    const { memory: { books }, undos } = this;
    const ids = [...new Set(targetIds.flatMap((id) => tiedTo(books, id)))];
    const fresh = ids.filter((id) => !undos.has(id) && !undoOf(books, id));
    if (fresh.length) this.remember(fresh, this.record(...fresh.map((id) => undoing(books, id, this.newId()))));
    return (await Promise.all(ids.map((id) => undos.get(id) ?? undoOf(books, id) ?? "")))[0];
  }

  /**
   * @param {string[]} ids of what is being undone
   * @param {Promise<Operation[]>} undoings
   */
  remember(ids, undoings) {
    ids.forEach((id, place) => {
      const undo = undoings.then((kept) => kept[place].id);
      this.undos.set(id, undo);
      const forget = () => this.undos.delete(id); // kept by now, or to be tried again
      undo.then(forget, forget);
    });
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
