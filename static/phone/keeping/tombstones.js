// Taking an erased person's fields out of all that this phone keeps: operations, pages and drafts (docs/sync.md, rule 11).

/** @typedef {import("../books/operations.js").Operation} Operation */
/** @typedef {import("./database.js").Database} Database */
/** @typedef {import("./database.js").Writing} Writing */
/**
 * @typedef {object} Rewritten what must be written anew
 * @property {boolean} any whether anybody is erased at all
 * @property {[string, Uint8Array][]} operations by id, sealed again
 * @property {[number, Uint8Array][]} pages by number, sealed again
 * @property {string[]} drafts keys of those that go whole
 */

import { afterErasure, draftIsAbout } from "../books/erasure.js";
import { keepIdentity, putIdentity, readIdentity } from "./identity.js";
import { onlyThis } from "./rebuild.js";
import { seal, unseal } from "./seal.js";
import { dropSnapshot } from "./snapshot.js";
import { PAGE_PLACE, draftPlace, inTurns, operationPlace } from "./store.js";

/**
 * Prepare, outside any transaction, what must be written anew. What does not open says nothing to anybody and is left.
 *
 * @param {Database} database
 * @param {CryptoKey} key
 * @param {Set<string>} erased people's ids
 * @returns {Promise<Rewritten>}
 */
export async function withoutErased(database, key, erased) {
  if (!erased.size) return { any: false, operations: [], pages: [], drafts: [] };
  const [own, pages, drafts] = await database.read(["operations", "pages", "drafts"], (transaction) => Promise.all([
    transaction.objectStore("operations").getAll(),
    transaction.objectStore("pages").getAll(),
    transaction.objectStore("drafts").getAll(),
  ]));
  const isGone = async (/** @type {{key: string, sealed: Uint8Array}} */ draft) =>
    draftIsAbout(draft.key, await opened(key, draftPlace(draft.key), draft.sealed), erased);
  const gone = await inTurns(drafts, isGone);
  return {
    any: true,
    operations: present(await inTurns(own, ({ id, sealed }) => sealedAgain(key, id, operationPlace(id), sealed, erased))),
    pages: present(await inTurns(pages, ({ n, sealed }) => sealedAgain(key, Number(n), PAGE_PLACE, sealed, erased))),
    drafts: drafts.filter((_, at) => gone[at]).map((draft) => draft.key),
  };
}

/**
 * @template Name
 * @param {CryptoKey} key
 * @param {Name} name
 * @param {string} place
 * @param {Uint8Array} sealed an operation, or a page of them
 * @param {Set<string>} erased
 * @returns {Promise<[Name, Uint8Array]|null>} null when it is about none of them
 */
async function sealedAgain(key, name, place, sealed, erased) {
  const before = await opened(key, place, sealed);
  const operations = /** @type {Operation[]} */ ([before ?? []].flat());
  const after = operations.map((operation) => afterErasure(operation, erased));
  if (after.every((operation, at) => operation === operations[at])) return null;
  return [name, await seal(key, place, Array.isArray(before) ? after : after[0])];
}

/**
 * @param {CryptoKey} key
 * @param {string} place
 * @param {Uint8Array} sealed
 */
const opened = (key, place, sealed) => unseal(key, place, sealed).catch(() => null);

/**
 * @template T
 * @param {(T|null)[]} things
 * @returns {T[]}
 */
const present = (things) => /** @type {T[]} */ (things.filter((thing) => thing !== null));

/**
 * @param {Writing} transaction over `operations`, `snapshots`, `pages` and `drafts` among others
 * @param {Rewritten} rewritten
 */
export async function rewrite(transaction, rewritten) {
  const [operations, pages, drafts] = [transaction.objectStore("operations"), transaction.objectStore("pages"), transaction.objectStore("drafts")];
  if (rewritten.any) await dropSnapshot(transaction);
  for (const [id, sealed] of rewritten.operations) {
    const record = await operations.get(id);
    if (record) await operations.put({ ...record, sealed });
  }
  for (const [n, sealed] of rewritten.pages) {
    const record = await pages.get(n);
    if (record) await pages.put({ ...record, sealed });
  }
  for (const formKey of rewritten.drafts) await drafts.delete(formKey);
}

/**
 * Erase by itself: for what another tab wrote while the erasure was being taken in. The journal has it too, and is still to follow.
 *
 * @param {Database} database
 * @param {CryptoKey} key
 * @param {Set<string>} erased people's ids
 */
export async function eraseLeftovers(database, key, erased) {
  const rewritten = await withoutErased(database, key, erased);
  await database.commit(["operations", "snapshots", "pages", "drafts", "meta"], async (transaction) => {
    await rewrite(transaction, rewritten);
    await putIdentity(transaction, { unerased: true });
  });
}

/**
 * The same in the journal, as a new generation. What is appended to the old one meanwhile is taken along.
 *
 * @param {Database} database
 * @param {CryptoKey} key
 * @param {import("./journal.js").Journal} journal
 * @param {Set<string>} erased people's ids
 */
export async function eraseFromJournal(database, key, journal, erased) {
  const { journal: n = 1, told: before = 0 } = await readIdentity(database);
  const next = { journal: n + 1, told: before + 1 };
  const append = async (/** @type {import("./journal.js").Line[]} */ lines) => journal.append(n + 1, await inTurns(lines, async (line) => {
    if ("identity" in line) return { identity: { ...line.identity, ...next } };
    const [, sealed] = (await sealedAgain(key, line.id, operationPlace(line.id), line.sealed, erased)) ?? [line.id, line.sealed];
    return { ...line, sealed };
  }));
  const lines = await journal.readAll(n);
  await append(lines);
  await keepIdentity(database, { ...next, unerased: false });
  await append((await journal.readAll(n)).slice(lines.length));
  await onlyThis(journal, n + 1, next.told);
}
