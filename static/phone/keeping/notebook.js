// The kitchen's notebook as the screens know it: read the books, write an entry, see what waits for signal.

/** @typedef {import("../books/operations.js").Entry} Entry */
/** @typedef {import("../books/operations.js").Operation} Operation */
/** @typedef {import("../books/operations.js").Fields} Fields */
/** @typedef {import("../books/books.js").Books} Books */

/** @typedef {{code: string, name: string, district: string}} Kitchen */
/** @typedef {{id: string, name: string}} Keeper somebody who writes on this phone */

/**
 * How it stands with the federation.
 *
 * @typedef {object} Status
 * @property {number} pending operations saved here that the federation has not received
 * @property {number} held operations that the federation holds for somebody's eyes
 * @property {number|null} lastSuccess epoch seconds, this phone's clock, of the last good answer
 * @property {boolean} syncing
 * @property {null|"offline"|"server"|"device-unknown"|"device-revoked"|"storage"|"quota"|"newer"} trouble
 *   why the last try failed; `newer`: a newer release of the app has changed the database
 * @property {number} [clockOff] seconds by which the federation's clock is ahead of this phone's, once it was heard
 * @property {import("../sending/bundle.js").Handed} [handed] when what waits was last handed over to be carried
 * @property {number} damaged records on this phone that cannot be read any more
 * @property {null|{count: number, since: number}} lost operations that are gone from this phone, written after `since` (epoch seconds)
 * @property {null|"second"|"behind"} weak the second journal is only another database; or it could not be written since the app was opened
 */

/**
 * An operation as a list of what was written shows it.
 *
 * @typedef {object} Written
 * @property {string} id
 * @property {string} kind
 * @property {string} on Lima date
 * @property {string} by
 * @property {number} at epoch seconds
 * @property {Fields} data
 * @property {Fields} [base]
 * @property {"saved"|"received"|"held"|"rejected"} state
 * @property {string} [reason] the code of why it is held
 * @property {string} [why] in the federation's words, why it was not taken
 * @property {boolean} undone
 */

/**
 * Which operations a list wants; absent means any. Undos themselves come only when `kind` asks for them.
 *
 * @typedef {object} Filter
 * @property {string} [id]
 * @property {Set<string>} [ids]
 * @property {string|string[]} [kind]
 * @property {string} [on] Lima date, or a month or year of them
 * @property {number} [slot]
 * @property {string} [person] a person's id
 * @property {boolean} [undone] only undone ones, or only standing ones
 * @property {Written["state"]} [state]
 * @property {number} [most] no more than so many, of the newest
 */

/**
 * @typedef {object} Notebook
 * @property {Kitchen} kitchen
 * @property {() => Keeper[]} keepers from the books, by name
 * @property {Keeper|null} keeper who holds the phone now
 * @property {(id: string) => Promise<void>} setKeeper
 * @property {(id?: string) => boolean} hasClave whether a keeper has one; whether anybody has
 * @property {() => string} newId id for an operation; make it when a form opens
 * @property {() => Books} books folded, with this phone's pending operations; the same object until something changes; read only
 * @property {(filter?: Filter) => Written[]} operations newest first
 * @property {(service: string) => string[]} writers names of who wrote what stands of a service, `on/slot`
 * @property {(...entries: Entry[]) => Promise<Operation>} record resolves with the first when all are durably saved, together or not at all;
 *   the same id again changes nothing. Rejects with `code`: `quota`, `no-keeper`, `storage`
 * @property {(...targetIds: string[]) => Promise<string>} undo takes back operations together, and with each what is tied to it (every phone's
 *   mark of a named ration, all that one purchase brought); resolves with the first undo's id when durably saved; already undone: nothing more is written
 * @property {(listener: () => void) => (() => void)} onChange books or status changed; returns the way to stop listening
 * @property {() => Status} status
 * @property {() => Promise<string>} damagedText the records that do not open, sealed as they are: perhaps somebody mends them
 * @property {() => Promise<void>} syncNow resolves when the try is over, however it went
 * @property {(formKey: string, fields: object) => Promise<void>} keepDraft sealed; put a person's id in `fields.person` when it is about her
 * @property {(formKey: string) => Promise<any|null>} draft
 * @property {(formKey: string) => Promise<void>} dropDraft
 * @property {(operations: Operation[]) => Promise<any>} adopt operations of a phone of this kitchen that is no more: kept as our own, and waiting
 * @property {import("../sending/sync.js").Office} office what works with parcels is given
 * @property {() => void} close stop syncing and close the database
 */

import { readCanary } from "./canary.js";
import { Database } from "./database.js";
import { openDesk } from "./desk.js";
import { readIdentity } from "./identity.js";
import { openJournal } from "./journal.js";
import { standing, written } from "./memory.js";
import { whoWeAre } from "./rebuild.js";
import { dataKey } from "./seal.js";
import { dropDraft, keepDraft, readDamaged, readDraft } from "./store.js";

/** @typedef {{database: Database, journal: import("./journal.js").Journal, identity: import("./identity.js").Identity}} Locked a phone before it is opened */
/** @typedef {(locked: Locked) => Promise<CryptoKey|null>} Guard */
/** @type {Guard} null when somebody's clave is needed */
const simplyKept = async ({ identity: { key } }) => (key ? dataKey(key) : null);

/**
 * Open this phone's notebook.
 *
 * @param {{app?: string, onBlocked?: () => void, guard?: Guard}} [options] `app`: version of the shell, told to the federation; `onBlocked`: another tab with
 *   an older release must be closed first; `guard`: who may have the data key
 * @returns {Promise<Notebook|null>} null when this phone is not enrolled; rejects when the database cannot be read
 *   (`code`: `storage`, `newer`), which is never the same as an empty one, and when all is gone (`lost`, with `count` and `since`)
 */
export async function openNotebook({ app = "source", onBlocked, guard = simplyKept } = {}) {
  const database = new Database(onBlocked);
  try {
    const [journal] = await Promise.all([openJournal(), database.connection().catch(() => {})]); // its worker starts meanwhile; what is wrong comes with the reading
    const identity = await whoWeAre(database, journal);
    const key = identity.kitchen && (await guard({ database, journal, identity }));
    if (identity.kitchen && key) return notebookOn(await openDesk({ database, journal, key, identity: await readIdentity(database) }, app), identity.kitchen);
    const gone = readCanary();
    if (!identity.kitchen && gone?.n) throw Object.assign(new Error("all is gone"), { code: "lost", count: gone.n, since: gone.since });
    database.close();
    return null;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * @param {import("./desk.js").Desk} desk
 * @param {Kitchen} kitchen
 * @returns {Notebook}
 */
function notebookOn(desk, kitchen) {
  const { database, key, memory } = desk;
  return {
    kitchen,
    keepers: () => keepersIn(memory.books.read()).filter(({ left }) => !left),
    get keeper() { return this.keepers().find(({ id }) => id === desk.keeper) ?? null; },
    setKeeper: (id) => desk.setKeeper(id),
    hasClave: (id) => desk.slots.some(({ keeper }) => (id ?? keeper) === keeper),
    newId: desk.newId,
    books: () => memory.books.read(),
    operations: (filter = {}) => written(memory, filter),
    writers: (service) => namesOf(memory.books.read(), memory.books.writers(service)),
    record: async (...entries) => (await desk.record(...entries))[0],
    undo: (...targetIds) => desk.undo(...targetIds),
    onChange: (listener) => desk.onChange(listener),
    status: () => standing(memory),
    damagedText: () => readDamaged(database, memory.damaged),
    syncNow: desk.syncer.now,
    keepDraft: (formKey, fields) => keepDraft(database, key, formKey, fields),
    draft: (formKey) => readDraft(database, key, formKey),
    dropDraft: (formKey) => dropDraft(database, formKey),
    office: desk.office,
    adopt: (operations) => desk.keep(operations),
    close: () => desk.close(),
  };
}

/**
 * @param {Books} books
 * @param {Set<string>} ids
 */
const namesOf = (books, ids) => keepersIn(books).filter(({ id }) => ids.has(id)).map(({ name }) => name);

/**
 * @param {Books} books
 * @returns {(Keeper & {left?: boolean})[]} those who have a name, also who left, in the order of the alphabet
 */
function keepersIn({ keepers }) {
  return Object.entries(keepers)
    .flatMap(([id, { name, left }]) => (name === undefined ? [] : [{ id, name, left }]))
    .sort((a, b) => a.name.localeCompare(b.name, "es"));
}
