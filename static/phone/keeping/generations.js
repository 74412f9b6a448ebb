// Generations of the database: a new key means a new database, which counts once its `meta` says `complete`; then those before it go.

import { allDatabases, openDatabase, removeDatabase } from "./promised.js";

const NAME = "mi-comedor";

/** @param {number} generation from 1 */
export const nameOf = (generation) => (generation > 1 ? `${NAME}-${generation}` : NAME);

/**
 * The generation that counts. Those before it are removed, for they hold the old key.
 *
 * @returns {Promise<number>} 1 when there is none; rejects when it cannot be known
 */
export async function latestGeneration() {
  const names = (await allDatabases()).map(({ name }) => name);
  const left = names.map((name) => (name === NAME ? 1 : Number(/^mi-comedor-(\d+)$/.exec(name ?? "")?.[1] ?? 0))).filter(Boolean).sort((a, b) => a - b);
  while (left.length > 1 && !(await isComplete(left[left.length - 1]))) left.pop();
  const latest = left.pop() ?? 1;
  for (const old of left) removeDatabase(nameOf(old)).catch(() => {}); // another tab may hold it for a while
  return latest;
}

/** @param {number} generation */
async function isComplete(generation) {
  const database = await openDatabase(nameOf(generation));
  const complete = database.objectStoreNames.contains("meta") && (await database.transaction("meta").objectStore("meta").get("complete"));
  database.close();
  return Boolean(complete);
}
