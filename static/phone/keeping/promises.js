// IndexedDB with promises: as much of it as the notebook asks for, in the shape that idb's types describe, at a third of idb's weight.

/** @typedef {import("./database.js").Connection} Connection */

/**
 * Open a database, laying its stores the first time.
 *
 * @param {string} name
 * @param {number} version
 * @param {{upgrade: (database: any) => void, blocked: () => void, blocking: () => void, terminated: () => void}} told
 *   `blocked`: another tab has an older version open; `blocking`: another tab wants a newer one; `terminated`: closed under us
 * @returns {Promise<Connection>}
 */
export async function openDB(name, version, { upgrade, blocked, blocking, terminated }) {
  const request = indexedDB.open(name, version);
  request.onupgradeneeded = () => upgrade(request.result);
  request.onblocked = blocked;
  const database = await answered(request);
  database.onversionchange = blocking;
  database.onclose = terminated;
  return /** @type {any} */ ({
    close: () => database.close(),
    transaction: (/** @type {[string[], IDBTransactionMode, any]} */ ...how) => newTransaction(database.transaction(...how)),
  });
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function answered(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {IDBTransaction} transaction */
function newTransaction(transaction) {
  const done = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error ?? new DOMException("aborted", "AbortError"));
  });
  done.catch(() => {}); // who only reads never asks
  return {
    done,
    get error() { return transaction.error; },
    abort: () => transaction.abort(),
    objectStore: (/** @type {string} */ name) => promised(transaction.objectStore(name)),
  };
}

/**
 * A store or an index whose requests are promises.
 *
 * @param {any} source
 * @returns {any}
 */
function promised(source) {
  return new Proxy(source, {
    get: (_source, name) => (/** @type {any[]} */ ...values) => {
      const result = source[name](...values);
      return "onsuccess" in result ? answered(result) : promised(result);
    },
  });
}
