// Where the notebook is written: an entry is sealed and kept, then told to the books, the screens, the other tabs and the syncer.

/** @typedef {import("../books/operations.js").Entry} Entry */
/** @typedef {import("../books/operations.js").Operation} Operation */
/** @typedef {import("./database.js").Database} Database */
/** @typedef {import("./memory.js").Memory} Memory */
/** @typedef {import("./rebuild.js").Shelf} Shelf */
/** @typedef {import("./memory.js").News & {keeper?: string, slots?: import("./keys.js").Slot[]}} News `keeper`: the phone changed hands */

import { keepCanary, readCanary } from "./canary.js";
import { mend, readChecked } from "./checked.js";
import { afterErasure } from "../books/erasure.js";
import { idMaker } from "../books/ids.js";
import { openMemory, take } from "./memory.js";
import { makeOperation } from "../books/operations.js";
import { changeIdentity } from "./rebuild.js";
import { keepOperations } from "./store.js";
import { inboxSealer } from "../sending/inbox.js";
import { exchangeAll } from "../sending/sync.js";
import { openSyncer } from "../sending/syncer.js";
import { openTabs } from "./tabs.js";
import { tiedTo, undoing, undoOf } from "../books/undo.js";

const SOON = 2_000; // milliseconds; while a list is being ticked the next tick comes before, and they travel together
const PATIENCE = 3_000; // a journal takes a hundredth of it
const AT_START = 300; // the first screen goes before

/**
 * @param {Shelf} shelf of an enrolled phone
 * @param {string} app version of the shell
 * @returns {Promise<Desk>}
 */
export async function openDesk(shelf, app) {
  const tabs = openTabs(); // before reading, so that nothing told meanwhile is missed
  try {
    const { kept, weak } = await readChecked(shelf);
    const { last_success: lastSuccess = null, handed, lost } = shelf.identity;
    const memory = openMemory(kept, { lastSuccess, weak, ...(handed && { handed }) }, lost);
    if (!shelf.database.isNewer) await mend(shelf, memory).catch(() => {}); // a full phone is no reason to keep the notebook shut: the next start mends it
    return new Desk({ ...shelf, memory, tabs }, app);
  } catch (error) {
    tabs.close();
    throw error;
  }
}

export class Desk {
  /**
   * @param {Shelf & {memory: Memory, tabs: ReturnType<typeof openTabs>}} tools
   * @param {string} app version of the shell
   */
  constructor({ database, key, journal, memory, tabs, identity }, app) {
    this.database = database;
    this.key = key;
    this.journal = journal;
    this.memory = memory;
    this.keeper = identity.keeper ?? null;
    this.slots = identity.slots ?? [];
    /** What may be locked has its envelopes for the inbox; the data key is not kept openly then. */
    this.sealer = identity.key ? null : inboxSealer(identity.public_key);
    this.newId = idMaker();
    /** @type {Set<() => void>} */
    this.listeners = new Set();
    /** @type {Map<string, Promise<string>>} undos under way, by target, so that a double tap is one */
    this.undos = new Map();
    this.tabs = tabs;
    tabs.listen((news) => this.hear(news));
    const tell = (/** @type {News} */ news) => this.tell(news);
    this.office = { database, key, journal, app, books: memory.books, tell };
    this.syncer = openSyncer(tell, () => exchangeAll(this.office));
    this.syncer.soon(AT_START);
  }

  /** Entries that belong together are kept together: all or none. @param {Entry[]} entries */
  record(...entries) {
    return this.keep(entries.map((entry) => makeOperation(entry, this.keeper, Date.now())));
  }

  /**
   * @param {Operation[]} operations made here, or by a phone of this kitchen that is no more
   * @returns {Promise<Operation[]>} those first kept under these ids
   */
  async keep(operations) {
    const { database, key, memory } = this;
    const made = operations.map((operation) => afterErasure(operation, memory.books.erased()));
    const { fresh, rows, journal } = await keepOperations(database, key, made, await this.sealer);
    for (const entered of fresh) this.tell({ entered });
    await this.keepTwice(rows, journal);
    this.syncer.soon(SOON);
    return made.map((operation) => memory.books.find(operation.id) ?? operation);
  }

  /**
   * Into the journal and then the canary. A journal that cannot be written, or that keeps her waiting, is a weaker promise: the next boot check mends it.
   *
   * @param {import("./journal.js").Line[]} lines
   * @param {number} [n] the generation that counts
   */
  async keepTwice(lines, n = 1) {
    const { journal, memory: { status } } = this;
    const patience = new Promise((resolve) => { setTimeout(resolve, PATIENCE); });
    const length = await Promise.race([journal.append(n, lines).catch(() => 0), patience]);
    if (!length) this.tell({ weak: "behind" });
    keepCanary({ n: (readCanary()?.n ?? 0) + lines.length, length: status.weak === "behind" ? 0 : length });
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
    await changeIdentity(this.database, this.journal, { keeper: id });
    this.tell({ keeper: id });
  }

  /** @param {News} news of this tab */
  tell(news) {
    const { syncing, ...forAll } = news;
    this.hear(news);
    this.tabs.tell(forAll);
  }

  /** @param {News} news of any tab */
  hear({ keeper, slots, ...news }) {
    if (keeper) this.keeper = keeper;
    if (slots) this.slots = slots;
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
