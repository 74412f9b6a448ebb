// What wrong claves cost: after five, waits that double. What is owed is counted down only while the app is open, so that neither a
// restart nor another clock shortens it.

/** @typedef {import("./database.js").Database} Database */
/** @typedef {{wrong: number, owed: number}} Tries wrong ones since the last right one; milliseconds still to wait */

const FREE = 4;
const FIRST = 30_000;
const LONGEST = 3_600_000;

/**
 * @param {Tries} tries
 * @returns {Tries} after one more that is wrong
 */
export function afterWrong({ wrong }) {
  return { wrong: wrong + 1, owed: wrong < FREE ? 0 : Math.min(FIRST * 2 ** (wrong - FREE), LONGEST) };
}

/**
 * Write a try down as wrong before it is made, so that cutting it off gains nothing.
 *
 * @param {Database} database
 * @returns {Promise<Tries|null>} what is owed if it is wrong; null when it may not be made yet
 */
export async function beginTry(database) {
  if (database.isNewer) return afterWrong({ wrong: 0, owed: 0 }); // nothing is written there; no thief has put an old release on our server
  return database.commit(["meta"], async (transaction) => {
    const meta = transaction.objectStore("meta");
    const tries = (await meta.get("tries")) ?? { wrong: 0, owed: 0 };
    if (tries.owed > 0) return null;
    await meta.put(afterWrong(tries), "tries");
    return afterWrong(tries);
  });
}

/**
 * Another tab counts the same wait: the shorter rest stands, unless a new try has been made since.
 *
 * @param {Database} database
 * @param {Tries} rest
 */
export async function keepRest(database, rest) {
  await database.commit(["meta"], async (transaction) => {
    const meta = transaction.objectStore("meta");
    const kept = await meta.get("tries");
    if (kept?.wrong === rest.wrong && kept.owed > rest.owed) await meta.put(rest, "tries");
  });
}
