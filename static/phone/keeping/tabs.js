// The notebook open in several tabs of one phone: one of them syncs at a time, and all hear what each one wrote.

const CHANNEL = "mi-comedor";
const LOCK = "mi-comedor-sync";
const KEY_LOCK = "mi-comedor-clave";

/**
 * @param {string} name
 * @param {LockOptions} how
 * @param {(lock: any) => Promise<any>} work done at once where the browser has no locks
 */
const holding = (name, how, work) => (globalThis.navigator?.locks ? navigator.locks.request(name, how, work) : work(true));

/**
 * Do something that only one tab may do at a time. Where the browser has no locks all do it, which costs some data and no harm.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @param {boolean} [isPatient] wait until the other tab is done
 * @returns {Promise<T|null>} null when another tab is at it
 */
export async function alone(work, isPatient = false) {
  return holding(LOCK, { ifAvailable: !isPatient }, async (lock) => (lock ? work() : null));
}

/** Open the database, in any number of tabs, but not while one of them gives it a new key. @template T @param {() => Promise<T>} work @returns {Promise<T>} */
export const together = (work) => holding(KEY_LOCK, { mode: "shared" }, work);

/** Give it a new key. @template T @param {() => Promise<T>} work @returns {Promise<T>} */
export const apart = (work) => holding(KEY_LOCK, {}, work);

/**
 * @typedef {object} Tabs
 * @property {(news: any) => void} tell the other tabs
 * @property {(hear: (news: any) => void) => void} listen to them; what they told since the opening comes first
 * @property {() => void} close
 */

/** @returns {Tabs} */
export function openTabs() {
  if (typeof BroadcastChannel === "undefined") return { tell: () => {}, listen: () => {}, close: () => {} };
  const channel = new BroadcastChannel(CHANNEL);
  /** @type {any[]} */
  const early = [];
  let isOpen = true;
  channel.onmessage = ({ data }) => early.push(data);
  return {
    tell: (news) => void (isOpen && channel.postMessage(news)),
    listen: (hear) => {
      channel.onmessage = ({ data }) => hear(data);
      early.splice(0).forEach(hear);
    },
    close: () => {
      isOpen = false;
      channel.close();
    },
  };
}
