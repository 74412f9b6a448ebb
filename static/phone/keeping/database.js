// The phone's database: its stores, opened again when it is closed under us, and transactions that are over only when they are on disk.

import { latestGeneration, nameOf } from "./generations.js";
import { openDatabase } from "./promised.js";
import { together } from "./tabs.js";

const VERSION = 2;

/**
 * @typedef {import("idb").DBSchema & {
 *   operations: {key: string, value: {id: string, made: number, seq?: number, was?: number, sealed: Uint8Array}, indexes: {made: number}},
 *   snapshots: {key: string, value: {made: number, sealed: Uint8Array}},
 *   pages: {key: number, value: {n?: number, epoch: string|null, from: number, to: number, mark: any, sealed: Uint8Array}},
 *   outbox: {key: string, value: {id: string, made: number, was?: number, envelope?: Uint8Array, left?: boolean}},
 *   held: {key: string, value: {id: string, reason: string, envelope?: Uint8Array, left?: boolean}},
 *   meta: {key: string, value: any},
 *   drafts: {key: string, value: {key: string, sealed: Uint8Array}},
 *   parcels: {key: string, value: import("../sending/carry.js").Parcel},
 * }} Stores `made` counts this phone's operations in the order they were written; `was` is the `seq` of before a restore; `envelope` is for the inbox,
 *   and `left` says that it is there; only `sealed` holds anything of theirs, and `parcels` what others sealed
 */
/** @typedef {"operations"|"snapshots"|"pages"|"outbox"|"held"|"meta"|"drafts"|"parcels"} StoreName */
/** @typedef {import("idb").IDBPDatabase<Stores>} Connection */
/** @typedef {import("idb").IDBPTransaction<Stores, StoreName[], "readwrite">} Writing */
/** @typedef {import("idb").IDBPTransaction<Stores, StoreName[], "readonly">} Reading */

/** @type {Record<string, string>} what a browser calls a failure, and the code our callers know */
const CODES = { QuotaExceededError: "quota", VersionError: "newer" };

export class Database {
  /**
   * @param {() => void} [onBlocked] another tab, with an older release, keeps the database from opening
   * @param {number} [generation] only who gives a new key names one; else it is the one that counts
   */
  constructor(onBlocked = () => {}, generation) {
    this.onBlocked = onBlocked;
    this.generation = generation;
    this.isNamed = Boolean(generation);
    /** @type {Promise<Connection>|null} */
    this.opened = null;
    this.isClosed = false;
    /** A newer release has changed it: it is read as far as we understand it, and nothing is written. */
    this.isNewer = false;
  }

  /**
   * Rejects when it could not read: that is never the same as finding nothing.
   *
   * @template T
   * @param {StoreName[]} stores
   * @param {(transaction: Reading) => Promise<T>} work may await nothing but its own transaction
   * @returns {Promise<T>}
   */
  read(stores, work) {
    return this.using(async (connection) => work(connection.transaction(stores, "readonly")));
  }

  /**
   * All or nothing, and durable when it resolves. Rejects with `code` `quota`, `newer` or `storage`.
   *
   * @template T
   * @param {StoreName[]} stores
   * @param {(transaction: Writing) => Promise<T>} work may await nothing but its own transaction
   * @returns {Promise<T>}
   */
  commit(stores, work) {
    return this.using(async (connection) => {
      if (this.isNewer) throw new Error("only to be read");
      return committed(connection, stores, work);
    });
  }

  /** For good: what is still under way ends, what comes later rejects. */
  close() {
    this.isClosed = true;
    this.opened?.then((connection) => connection.close(), () => {});
  }

  /** @returns {Promise<Connection>} */
  async connection() {
    if (this.isClosed) throw new Error("the notebook is closed");
    this.opened = this.opened ?? (this.isNamed ? this.connect() : together(() => this.find()));
    this.opened.catch(() => (this.opened = null));
    return this.opened;
  }

  /** What another tab has put under another key since we opened it is not ours to write in. */
  async find() {
    const latest = await latestGeneration();
    this.generation = this.generation ?? latest;
    if (this.generation !== latest) throw new Error("under another key");
    return this.connect();
  }

  async connect() {
    const name = nameOf(Number(this.generation));
    const forget = () => (this.opened = null);
    const how = { upgrade: lay, blocked: () => this.onBlocked() };
    /** @type {Connection} */
    const connection = await openDatabase(name, VERSION, how).catch((error) => {
      if (error.name !== "VersionError") throw error;
      this.isNewer = true;
      return openDatabase(name);
    });
    connection.onclose = forget;
    connection.onversionchange = () => { // a newer release in another tab waits for us
      forget();
      connection.close();
    };
    return connection;
  }

  /**
   * @template T
   * @param {(connection: Connection) => Promise<T>} work
   * @returns {Promise<T>}
   */
  async using(work) {
    try {
      return await work(await this.connection()).catch(async (error) => {
        if (error.name !== "InvalidStateError") throw error;
        this.opened = null; // closed under us: once more, over a new connection
        return work(await this.connection());
      });
    } catch (error) {
      throw Object.assign(coded(error), this.isNewer && { code: "newer" });
    }
  }
}

/**
 * @param {IDBDatabase} database
 * @param {number} before the version that it had, 0 when there was none
 */
function lay(database, before) {
  database.createObjectStore("parcels", { keyPath: "id" });
  if (before) return;
  database.createObjectStore("operations", { keyPath: "id" }).createIndex("made", "made");
  database.createObjectStore("snapshots");
  database.createObjectStore("pages", { keyPath: "n", autoIncrement: true });
  database.createObjectStore("outbox", { keyPath: "id" });
  database.createObjectStore("held", { keyPath: "id" });
  database.createObjectStore("meta");
  database.createObjectStore("drafts", { keyPath: "key" });
}

/**
 * A full disk comes as the abort of the transaction, not as a request's error: only its end tells.
 *
 * @template T
 * @param {Connection} database
 * @param {StoreName[]} stores
 * @param {(transaction: Writing) => Promise<T>} work
 * @returns {Promise<T>}
 */
async function committed(database, stores, work) {
  const transaction = database.transaction(stores, "readwrite", { durability: "strict" });
  const outcome = work(transaction).then((value) => ({ value }), (error) => ({ error }));
  outcome.then((ended) => "error" in ended && abort(transaction));
  const failure = await transaction.done.then(() => null, (error) => error);
  const ended = await outcome;
  if (transaction.error) throw transaction.error;
  if ("error" in ended) throw ended.error;
  if (failure) throw failure;
  return ended.value;
}

/** @param {Writing} transaction */
function abort(transaction) {
  try {
    transaction.abort();
  } catch {
    // it had ended by itself
  }
}

/** @param {any} error a browser's @returns {Error & {code: string}} one that our callers know */
export function coded(error) {
  return Object.assign(new Error(error.message), { cause: error, code: CODES[error.name] ?? "storage" });
}
