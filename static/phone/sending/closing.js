// The end of a phone that the federation closed: all that was not told to be received is in the inbox, with receipts, and it wipes itself.

import { allDatabases, removeDatabase } from "../keeping/promised.js";

/**
 * Everything of the notebook, and last the database that says so: what was interrupted is done again from the beginning, without signal too.
 *
 * @param {{database: import("../keeping/database.js").Database, journal: import("../keeping/journal.js").Journal}} shelf
 */
export async function wipe({ database, journal }) {
  localStorage.clear();
  localStorage.setItem("closed", "1"); // first of all: whenever it is cut off, the screen says what happened
  await journal.keep(0); // none: only who holds its files can remove them
  const { name: last } = await database.connection();
  const names = (await allDatabases()).map(({ name }) => String(name));
  database.close();
  for (const name of [...names.filter((one) => one !== last), last]) await removeDatabase(name);
}
