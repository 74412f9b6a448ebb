// The end of a phone that the federation closed: all that was not told to be received is in the inbox, with receipts, and it wipes itself.

import { allDatabases, removeDatabase } from "../keeping/promised.js";

/**
 * Everything of the notebook, and last the database that says so: what was interrupted is done again from the beginning, without signal too.
 *
 * @param {import("../keeping/database.js").Database} database
 */
export async function wipe(database) {
  localStorage.clear();
  localStorage.setItem("closed", "1"); // first of all: whenever it is cut off, the screen says what happened
  const files = await navigator.storage?.getDirectory?.();
  for await (const name of files?.keys() ?? []) await files?.removeEntry(name);
  const { name: last } = await database.connection();
  const names = (await allDatabases()).map(({ name }) => String(name));
  database.close();
  for (const name of [...names.filter((one) => one !== last), last]) await removeDatabase(name);
}
