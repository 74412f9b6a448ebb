// What every start looks at before the notebook is shown: is all there, does all open, is nothing forgotten.

/** @typedef {import("./memory.js").Memory} Memory */
/** @typedef {import("./notebook.js").Status} Status */
/** @typedef {import("./rebuild.js").Shelf} Shelf */

import { stillLost } from "./damage.js";
import { afterErasure } from "../books/erasure.js";
import { keepIdentity } from "./identity.js";
import { agree, rebuild, waitAgain } from "./rebuild.js";
import { readAll } from "./store.js";
import { eraseFromJournal, eraseLeftovers } from "./tombstones.js";

/**
 * Read the database, and beside it whether canary and journal agree; if not, or if something does not open, it is rebuilt and read again.
 * A journal that fails is a weaker promise, and no reason to keep the notebook shut.
 *
 * @param {Shelf} shelf
 * @returns {Promise<{kept: import("./store.js").Kept, weak: Status["weak"]}>}
 */
export async function readChecked(shelf) {
  const { database, key, journal } = shelf;
  const [kept, isSound] = await Promise.all([readAll(database, key), agree(shelf).catch(() => false)]);
  const damaged = new Set(kept.damaged.flatMap((record) => ("id" in record ? record.id : [])));
  const weak = journal.isWeak ? "second" : null;
  if (database.isNewer || (isSound && !damaged.size)) return { kept, weak };
  const isChanged = await rebuild(shelf, damaged).catch(() => null);
  return { kept: isChanged ? await readAll(database, key) : kept, weak: isChanged === null ? "behind" : weak };
}

/**
 * What nobody received and nobody remembers to send waits again. Erase what another tab wrote about an erased person meanwhile, and ask the federation, once, for what does not open.
 *
 * @param {Shelf} shelf
 * @param {Memory} memory
 */
export async function mend({ database, key, journal, identity }, { books, operations, damaged, own, pending, held }) {
  const forgotten = [...own].filter((id) => !pending.has(id) && !held.has(id) && books.find(id) && !books.find(id)?.seq);
  if (forgotten.length) await waitAgain(database, forgotten).then(() => forgotten.forEach((id) => pending.add(id)));
  const erased = books.erased();
  const isLeft = operations.some((operation) => afterErasure(operation, erased) !== operation);
  if (isLeft) await eraseLeftovers(database, key, erased);
  if (isLeft || identity.unerased) await eraseFromJournal(database, key, journal, erased);
  const lost = JSON.stringify(stillLost(damaged, books));
  if (lost !== "[]" && lost !== identity.sought) await keepIdentity(database, { cursor: null, sought: lost });
}
