// The notebook open in several tabs of one phone: one of them syncs at a time, and all hear what each one wrote.

const CHANNEL = "mi-comedor";
const LOCK = "mi-comedor-sync";

/**
 * Do something that only one tab may do at a time. Where the browser has no locks all do it, which costs some data and no harm.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T|null>} null when another tab is at it
 */
export async function alone(work) {
  if (typeof navigator === "undefined" || !navigator.locks) return work();
  return navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => (lock ? work() : null));
}

/**
 * @param {(news: any) => void} listen to what other tabs tell
 * @returns {{tell: (news: any) => void, close: () => void}}
 */
export function openTabs(listen) {
  if (typeof BroadcastChannel === "undefined") return { tell: () => {}, close: () => {} };
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }) => listen(data);
  return { tell: (news) => channel.postMessage(news), close: () => channel.close() };
}
