// The second journal: what this phone wrote, once more and apart from the database, so that the loss of either loses nothing.

/**
 * A line of the journal: an operation as the database has it, or who this phone is. Of several about one, the last counts. What is sealed there is sealed here.
 *
 * @typedef {{id: string, made: number, sealed: Uint8Array} | {identity: import("./identity.js").Identity}} Line
 */
/**
 * Generations are numbered from 1, and the one that counts is `journal` of the identity. To write it anew: append all to the next generation, keep its number
 * with the identity, then remove the others. Everything rejects with `code` `quota` or `storage`.
 *
 * @typedef {object} Journal
 * @property {boolean} isWeak it is only a second database, which whatever spoils the first may spoil too
 * @property {(n: number, lines: Line[]) => Promise<number>} append resolves with the length when it is on disk
 * @property {(n?: number) => Promise<Line[]>} readAll lines that are whole; of the last generation when none is named
 * @property {(n: number) => Promise<number>} length changes with every line; says nothing else
 * @property {(n: number) => Promise<void>} keep this generation, and remove all others
 * @property {() => Promise<void>} remove everything
 */
/** @typedef {(act: "write"|"read"|"keep", n?: number, text?: string) => Promise<any>} Ask */

import { coded } from "./database.js";
import { lineOf, linesOf } from "./journal-lines.js";
import { openDatabase, removeDatabase } from "./promised.js";

const SECOND = "mi-comedor-diario";

/** @returns {Promise<Journal>} in a file that a worker flushes; where the browser has none, in a second database */
export async function openJournal() {
  const inFile = await fileAsk();
  /** @type {Ask} */
  const ask = (...question) => (inFile || inDatabase)(...question).catch((error) => { throw coded(error); });
  return {
    isWeak: !inFile,
    append: (n, lines) => ask("write", n, lines.map(lineOf).join("")),
    readAll: async (n) => linesOf(await ask("read", n)),
    length: (n) => ask("write", n, ""),
    keep: (n) => ask("keep", n),
    remove: () => Promise.all([ask("keep"), removeDatabase(SECOND)]).then(() => {}),
  };
}

/** @returns {Promise<Ask|null>} null where the browser cannot */
async function fileAsk() {
  if (!globalThis.Worker) return null;
  const worker = new Worker(String(document.documentElement.dataset.journal));
  const can = await new Promise((resolve) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = () => resolve(false);
  });
  return can && ((...question) => new Promise((resolve, reject) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => (data.name ? reject(data) : resolve(data.value));
    worker.postMessage(question, [port2]);
  }));
}

/** @type {Ask} the same over a second database: texts one after the other, each with its generation */
async function inDatabase(act, n, text) {
  const database = await openDatabase(SECOND, 1, { upgrade: (made) => void made.createObjectStore("texts", { autoIncrement: true }) });
  const transaction = database.transaction("texts", "readwrite", { durability: "strict" });
  const store = transaction.objectStore("texts");
  try {
    if (act === "write") {
      if (text) await store.add({ n, text });
      return await store.count();
    }
    const [rows, keys] = await Promise.all([store.getAll(), store.getAllKeys()]);
    if (act === "read") return rows.map((row) => (!n || row.n === n ? row.text : "")).join("");
    return await Promise.all(keys.map((key, at) => rows[at].n === n || store.delete(key)));
  } finally {
    await transaction.done.finally(() => database.close());
  }
}
