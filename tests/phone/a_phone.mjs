// A phone in Node: an IndexedDB of its own, a link to a server, and what a woman does with it.
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { enrol } from "./enrolling.mjs";
import { openNotebook } from "../../static/phone/keeping/notebook.js";

export const DAY = "2026-03-02";

/** An empty phone before the given server. One at a time: a test's phone is the process's. */
export function aPhone(server) {
  put({ databases: new IDBFactory(), corner: new Corner() });
  globalThis.IDBKeyRange = IDBKeyRange;
  globalThis.fetch = server.fetch;
}

/** Change to the phone whose storage is given, or put the present one aside. */
export function swapStorage(storage) {
  const present = { databases: globalThis.indexedDB, corner: globalThis.localStorage };
  if (storage) put(storage);
  return present;
}

function put({ databases, corner }) {
  globalThis.indexedDB = databases;
  Object.defineProperty(globalThis, "localStorage", { value: corner, configurable: true });
}

/** What a browser keeps beside its databases. */
class Corner {
  constructor() { this.kept = new Map(); }
  getItem(name) { return this.kept.get(name) ?? null; }
  setItem(name, text) { this.kept.set(name, text); }
  removeItem(name) { this.kept.delete(name); }
  clear() { this.kept.clear(); }
}

const open = [];

/** A notebook that a test opened by itself is closed with the others. */
export function closesLater(notebook) {
  open.push(notebook);
  return notebook;
}

/** Close every notebook that a test opened; otherwise its timers and channels keep the process. */
export function closeAll() {
  for (const notebook of open.splice(0)) notebook.close();
}

/** A new phone whose owner has enrolled it and said her name. */
export async function phone(server, code = "ABCD1234", name = "Rosa") {
  aPhone(server);
  const enrolment = await enrol(code);
  if (!enrolment.kitchen) throw new Error(enrolment.reason);
  const notebook = await opened();
  await joins(notebook, name);
  return notebook;
}

/** The same phone, switched off and on. */
export async function reopened(notebook) {
  notebook.close();
  return opened();
}

export async function opened() {
  return closesLater(await openNotebook({ app: "test" }));
}

export async function joins(notebook, name) {
  const id = notebook.newId();
  await notebook.record({ id, kind: "keeper.joined", on: DAY, data: { name } });
  await notebook.setKeeper(id);
  return id;
}

export async function registers(notebook, fields = {}) {
  const id = notebook.newId();
  await notebook.record({ id, kind: "beneficiary.registered", on: DAY, data: { names: "Ana", paternal: "Quispe", type: "member", ...fields } });
  return id;
}

export async function serves(notebook, person, fields = {}) {
  const id = notebook.newId();
  await notebook.record({ id, kind: "rations.served", on: DAY, data: { slot: 1, person, class: "paid", price_cents: 300, ...fields } });
  return id;
}

export async function counts(notebook, n, fields = {}) {
  const id = notebook.newId();
  await notebook.record({ id, kind: "rations.counted", on: DAY, data: { slot: 1, counts: { paid: n }, prices: { paid: 300 }, ...fields } });
  return id;
}

/** Every record of every store, for tests that look at what lies on the disk. */
export async function atRest(inDatabase = "mi-comedor") {
  const database = await new Promise((resolve, reject) => {
    const opening = indexedDB.open(inDatabase);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  const names = [...database.objectStoreNames];
  const transaction = database.transaction(names);
  const all = await Promise.all(names.map((name) => new Promise((resolve) => {
    const request = transaction.objectStore(name).getAll();
    request.onsuccess = () => resolve([name, request.result]);
  })));
  database.close();
  return Object.fromEntries(all);
}

/** A database goes: the notebook's, or its journal's (a browser without files of its own keeps it in a second database). */
export async function goes(name) {
  await new Promise((resolve, reject) => {
    const going = indexedDB.deleteDatabase(name);
    going.onsuccess = resolve;
    going.onerror = () => reject(going.error);
  });
}
export const JOURNAL = "mi-comedor-diario";

/** Change the disk behind the app's back. */
export async function tamper(storeName, change, inDatabase = "mi-comedor") {
  const database = await new Promise((resolve) => {
    const opening = indexedDB.open(inDatabase);
    opening.onsuccess = () => resolve(opening.result);
  });
  const transaction = database.transaction(storeName, "readwrite");
  change(transaction.objectStore(storeName));
  await new Promise((resolve) => { transaction.oncomplete = resolve; });
  database.close();
}

/** A database has no more room for anything, until what is returned is called. */
export function fails(inDatabase) {
  const before = { add: IDBObjectStore.prototype.add, put: IDBObjectStore.prototype.put };
  for (const [name, write] of Object.entries(before)) {
    IDBObjectStore.prototype[name] = function full(...values) {
      if (this.transaction.db.name === inDatabase) throw new DOMException("full", "QuotaExceededError");
      return write.apply(this, values);
    };
  }
  return () => Object.assign(IDBObjectStore.prototype, before);
}

/** One bit of an operation of our own turns over. */
export async function damage(id) {
  await tamper("operations", (operations) => {
    operations.get(id).onsuccess = ({ target }) => {
      target.result.sealed[40] ^= 1;
      operations.put(target.result);
    };
  });
}
