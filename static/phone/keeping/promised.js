// IndexedDB in promises: a request becomes the promise of its result, a transaction has the promise of its end, and what else the browser hands out is handed on alike.

/**
 * @param {string} name
 * @param {number} [version] the one it has when absent
 * @param {{upgrade?: (database: IDBDatabase, before: number) => void, blocked?: () => void}} [on]
 * @returns {Promise<import("idb").IDBPDatabase<any>>}
 */
export async function openDatabase(name, version, { upgrade, blocked } = {}) {
  const request = indexedDB.open(name, version);
  request.onupgradeneeded = ({ oldVersion }) => upgrade?.(request.result, oldVersion);
  request.onblocked = () => blocked?.();
  return promised(await answerTo(request));
}

/** @param {string} name */
export const removeDatabase = (name) => answerTo(indexedDB.deleteDatabase(name));

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
