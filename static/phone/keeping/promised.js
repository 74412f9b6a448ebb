// IndexedDB in promises: a request becomes the promise of its result, a transaction has the promise of its end, and what else the browser hands out is handed on alike.

/**
 * @param {string} name
 * @param {number} [version] the one it has when absent
 * @param {{upgrade?: (database: IDBDatabase, before: number, transaction: any) => void, blocked?: () => void}} [on]
 * @returns {Promise<import("idb").IDBPDatabase<any>>}
 */
export async function openDatabase(name, version, { upgrade, blocked } = {}) {
  return promised(await insist((room) => {
    const request = room.open(name, version);
    request.onupgradeneeded = ({ oldVersion }) => upgrade?.(request.result, oldVersion, request.transaction);
    request.onblocked = () => blocked?.();
    return answerTo(request);
  }));
}

/**
 * Off the disk too, and with it what the other room still has of the days when this one failed: it is older, and under an older key. What Chromium deletes it leaves in
 * its files until these are merged, which the deletion of a database that was there before brings about; and a file that somebody was reading goes with the next merging.
 *
 * @param {string} name
 */
export async function removeDatabase(name) {
  const remove = (/** @type {string} */ one) => insist((room) => answerTo(room.deleteDatabase(one)));
  for (const gone of [name, SCRATCH, SCRATCH]) {
    (await openDatabase(SCRATCH, 1, { upgrade: (made) => void made.createObjectStore(SCRATCH).put(SCRATCH, SCRATCH) })).close();
    await remove(gone);
    await new Promise((resolve) => { setTimeout(resolve, MERGING); });
  }
  if (!other) await buckets?.delete(BUCKET);
}

/** @returns {Promise<IDBDatabaseInfo[]>} */
export const allDatabases = () => insist((room) => room.databases());

const BUCKET = "mi-comedor";
const SCRATCH = "x";
const MERGING = 500; // milliseconds
/** @type {any} where the browser can make rooms with files of their own (Chrome 122) */
const buckets = globalThis.navigator && /** @type {any} */ (navigator).storageBuckets;
/** @type {IDBFactory|undefined} the room that serves since the first one failed for ever */
let other;

/**
 * A browser that finds its files spoilt fails, throws them away and begins anew at the next asking; or it fails for ever, and then another room serves.
 *
 * @template T
 * @param {(room: IDBFactory) => Promise<T>} ask
 * @returns {Promise<T>}
 */
async function insist(ask) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await ask(other ?? indexedDB);
    } catch (error) {
      if (/** @type {Error} */ (error).name !== "UnknownError" || tries > (buckets ? 1 : 0)) throw error;
      if (tries) other = (await buckets.open(BUCKET)).indexedDB;
    }
  }
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function answerTo(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * @param {any} thing
 * @returns {any}
 */
function promised(thing) {
  if (thing instanceof IDBRequest) return answerTo(thing);
  if (![IDBDatabase, IDBTransaction, IDBObjectStore, IDBIndex].some((kind) => thing instanceof kind)) return thing;
  const done = thing instanceof IDBTransaction && endOf(thing);
  return new Proxy(thing, {
    get(_, name) {
      if (name === "done") return done;
      return typeof thing[name] === "function" ? (/** @type {any[]} */ ...given) => promised(thing[name](...given)) : thing[name];
    },
    set: (_, name, value) => Reflect.set(thing, name, value),
  });
}

/** @param {IDBTransaction} transaction */
function endOf(transaction) {
  /** @type {Promise<void>} */
  const end = new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new DOMException("", "AbortError"));
  });
  end.catch(() => {}); // whoever only reads does not ask
  return end;
}
