// Phones for the random histories: the real code of static/phone, told over lines of JSON what a woman does, and asking over them for the network.
//
// A line in is `{do, phone, …}`; lines out are any number of `{fetch}`, each answered by a line, and one `{done}`. While a phone works it is the
// process's only one; what would ring later (the syncer's alarms) never rings, so that a history happens in its own order and no other.
import { createInterface } from "node:readline";
import { copyOf, diesAfter, diskFrom, emptyDisk, insert, isDead, letGo } from "./disk.mjs";

const LATER = 100; // milliseconds; what waits longer is an alarm
const setTimer = globalThis.setTimeout;
let hurried = false; // while it wipes itself, it does not wait for its browser to merge files
globalThis.setTimeout = (work, wait, ...rest) => (wait >= LATER && !hurried ? undefined : setTimer(work, hurried ? 0 : wait, ...rest));
delete globalThis.BroadcastChannel; // it would join phones that have nothing to do with one another
Object.defineProperty(globalThis, "navigator", { value: {}, configurable: true });
const compact = new URL("../../../static/phone/sending/compact.js", import.meta.url).href;
const noListeners = { addEventListener() {}, removeEventListener() {} };
globalThis.document = { documentElement: { dataset: {} }, ...noListeners };
Object.assign(globalThis, noListeners);
const now = Date.now;
let hour = 0; // by how many milliseconds the phone in hand is wrong
Date.now = () => now() + hour;

const { enrol } = await import("../../phone/enrolling.mjs");
const { openNotebook } = await import("../../../static/phone/keeping/notebook.js");
const { changesOf } = await import("../../../static/phone/books/changes.js");
const { bundled, noteHanded } = await import("../../../static/phone/sending/bundle.js");
const { carryAll, keepParcel, parcelsIn } = await import("../../../static/phone/sending/carry.js");
const { readParcel, writeParcel } = await import("../../../static/phone/sending/parcel.js");
const { bytesOf } = await import("../../../static/phone/keeping/envelope.js");
const { ask, saidBy } = await import("../../../static/phone/sending/wire.js");
const { readIdentity } = await import("../../../static/phone/keeping/identity.js");
const { dataKey } = await import("../../../static/phone/keeping/seal.js");
const { wipe } = await import("../../../static/phone/sending/closing.js");
const { leaveAll } = await import("../../../static/phone/sending/leaving.js");
const { takeReceipts } = await import("../../../static/phone/sending/receipt.js");

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const say = (value) => void process.stdout.write(`${JSON.stringify(value)}\n`);
const heard = async () => JSON.parse((await lines.next()).value);

globalThis.fetch = async (path, { body, headers = {} }) => {
  if (isDead()) throw new TypeError("The phone is dead");
  const bytes = Buffer.from(await new Response(body).arrayBuffer());
  say({ fetch: { path, headers, body: bytes.toString("base64") } });
  const { status, body: text, headers: said, moments } = await heard();
  if (moments !== undefined) diesAfter(moments);
  if (isDead() || !status) throw new TypeError("Failed to fetch");
  return new Response(status === 204 ? null : Buffer.from(text, "base64"), { status, headers: said });
};

/** @type {Map<string, {disk: any, notebook: any, hour: number}>} */
const phones = new Map();

const doing = {
  async begins(phone, { wrong }) {
    Object.assign(phone, { disk: emptyDisk(), hour: wrong * 1000 });
  },
  async enrols(phone, { code, name }) {
    const { kitchen, reason } = await enrol(code);
    if (!kitchen) return { reason };
    phone.notebook = phone.notebook ?? (await opens());
    if (phone.notebook.keeper) return {};
    const id = phone.notebook.newId();
    const kept = await phone.notebook.record({ id, kind: "keeper.joined", on: "2026-03-02", data: { name } });
    await phone.notebook.setKeeper(id);
    return { kept: [kept] };
  },
  async writes({ notebook }, { entries }) {
    const kept = [];
    for (const entry of entries) kept.push(await notebook.record({ id: notebook.newId(), ...entry }));
    return { kept };
  },
  async amends({ notebook }, { person, changes }) {
    const names = Object.keys(changes);
    const entry = notebook.books().people[person];
    const changed = entry && changesOf(entry, { ...entry, ...changes }, names);
    if (!changed) return { kept: [] };
    const seen = notebook.operations({ person, undone: undefined }).map(({ id }) => id);
    const form = { id: notebook.newId(), kind: "beneficiary.amended", on: "2026-03-02", data: { person, ...changed.data }, base: changed.base };
    return { kept: [await notebook.record(form)], seen };
  },
  async undoes({ notebook }, { target }) {
    if (!notebook.operations({ ids: new Set([target]) }).length) {
      return { kept: [await notebook.record({ id: notebook.newId(), kind: "operation.undone", on: "2026-03-02", data: { target } })] };
    }
    const before = new Set(undosIn(notebook));
    await notebook.undo(target);
    const fresh = new Set(undosIn(notebook).filter((id) => !before.has(id)));
    return { kept: notebook.operations({ kind: "operation.undone", ids: fresh }).map((kept) => ({ ...kept, v: 1 })) };
  },
  async syncs({ notebook }) {
    await notebook.syncNow();
    if (!notebook.status().trouble) await carryAll({ ask, bytesOf, saidBy }, notebook.office.database, async () => {});
    return notebook.status();
  },
  async "hands over"({ notebook: { office } }) {
    const parts = await bundled(office);
    await noteHanded(office, parts);
    return { file: writeParcel("bundle", "", parts) };
  },
  async "takes along"({ notebook: { office } }, { file }) {
    const { kind, parts } = readParcel(file);
    if (kind === "bundle") await keepParcel(office.database, "", parts);
    return {};
  },
  async "gives back"({ notebook }) {
    const carried = await parcelsIn(notebook.office.database);
    return { files: carried.filter(({ receipts }) => receipts.length).map(({ receipts }) => writeParcel("receipt", "", receipts)) };
  },
  async reads({ notebook: { office } }, { file }) {
    const { kind, parts } = readParcel(file);
    return { ours: kind === "receipt" ? await takeReceipts(office, parts) : 0 };
  },
  async leaves(phone) {
    await phone.notebook.syncNow();
    const { office } = phone.notebook;
    if ((await readIdentity(office.database)).revoked) await leaveAll(office, office.key);
    await doing.reopens(phone);
  },
  async is({ notebook }) {
    return { device: (await readIdentity(notebook.office.database)).device };
  },
  async reopens(phone) {
    phone.notebook.close();
    phone.notebook = await opens();
  },
  async copies(phone) {
    return { copy: copies.push(await copyOf(phone.disk)) - 1 };
  },
  async rewinds(phone, { copy }) {
    phone.notebook?.close();
    phone.disk = await diskFrom(copies[copy]);
    insert(phone.disk);
    phone.notebook = await opens();
  },
  async tells({ notebook }) {
    const all = [...notebook.operations(), ...notebook.operations({ kind: "operation.undone" })];
    return { books: notebook.books(), operations: all, status: notebook.status() };
  },
  async forgets(_, { but }) {
    for (const { notebook } of phones.values()) notebook?.close();
    phones.clear();
    copies.length = but;
  },
};
const copies = [];
const undosIn = (notebook) => notebook.operations({ kind: "operation.undone" }).map(({ id }) => id);

/** As screens/candado.js does: a phone that was wiping itself goes on with that, and there is no notebook any more. */
const opens = () => openNotebook({ app: "test", guard: async (shelf) => {
  if (!shelf.identity.wiping) return dataKey(shelf.identity.key);
  hurried = true;
  await wipe(shelf).finally(() => (hurried = false));
  return null;
} });

/** The phone was cut off: what was in its memory is gone, what is on its disk is not. */
async function starts(phone) {
  phone.notebook?.close();
  letGo(phone.disk);
  diesAfter(Infinity);
  phone.notebook = await opens();
}

/** Of a phone that is not a kitchen's any more, what is left on its disk. */
const remains = async ({ notebook, disk }) => (!notebook && disk ? { wiped: (await disk.databases.databases()).map(({ name }) => name) } : {});

async function obeys({ do: what, phone: name, moments = Infinity, ...rest }) {
  const phone = phones.get(name) ?? { hour: 0 };
  if (name) phones.set(name, phone);
  if (phone.disk) insert(phone.disk);
  hour = phone.hour;
  document.documentElement.dataset = hour ? { compact } : {}; // one that cannot have it speaks the readable form
  diesAfter(moments);
  const told = await doing[what](phone, rest).catch((error) => {
    if (!isDead()) throw error;
  });
  const died = isDead();
  if (died) await starts(phone);
  return { ...told, ...(await remains(phone)), died };
}

for (;;) {
  const { value, done } = await lines.next();
  if (done) break;
  say(await obeys(JSON.parse(value)).then((told) => ({ done: told }), (error) => ({ failed: `${error.stack}\n${error.cause?.stack ?? ""}` })));
}
process.exit();
