// A phone's disk: its databases and its localStorage, which can be copied, put back as they were, and cut off in the middle of a write.
import { IDBDatabase, IDBFactory, IDBKeyRange } from "fake-indexeddb";
import "fake-indexeddb/auto";

const open = IDBDatabase.prototype.transaction;
const remove = IDBFactory.prototype.deleteDatabase;
const connect = IDBFactory.prototype.open;
/** @type {WeakMap<IDBFactory, Set<IDBDatabase>>} by disk, what was opened and may not be closed yet */
const connections = new WeakMap();
/** Moments of writing (a transaction begins, a transaction is on the disk, a database goes) that the phone in hand still lives; at 0 it is dead. */
let moments = Infinity;

export const isDead = () => moments <= 0;
export const diesAfter = (count) => void (moments = count);

IDBDatabase.prototype.transaction = function transaction(stores, mode, options) {
  if (mode === "readwrite") moments -= 1;
  // Which the browser begins by itself, where nobody would hear of it: an empty database comes to be, as it may.
  if (isDead() && mode !== "versionchange") throw new DOMException("The phone is dead", "AbortError");
  const begun = open.call(this, stores, mode, options);
  if (mode === "readwrite") begun.addEventListener("complete", () => void (moments -= 1));
  return begun;
};

IDBFactory.prototype.deleteDatabase = function deleteDatabase(name) {
  moments -= 1;
  if (isDead()) throw new DOMException("The phone is dead", "AbortError");
  return remove.call(this, name);
};

IDBFactory.prototype.open = function openNoted(...asked) {
  const request = connect.apply(this, asked);
  request.addEventListener("success", () => connections.set(this, (connections.get(this) ?? new Set()).add(request.result)));
  return request;
};

/** The phone lost its power: nobody holds its databases any more, and none waits for another to be let go. */
export function letGo({ databases }) {
  for (const connection of connections.get(databases) ?? []) connection.close();
  connections.delete(databases);
}

/** Put a disk into the one phone that this process is at a time. */
export function insert({ databases, local }) {
  globalThis.indexedDB = databases;
  globalThis.IDBKeyRange = IDBKeyRange;
  Object.defineProperty(globalThis, "localStorage", { value: local, configurable: true });
}

export const emptyDisk = () => ({ databases: new IDBFactory(), local: localOf(new Map()) });

function localOf(items) {
  return {
    items,
    getItem: (name) => items.get(name) ?? null,
    setItem: (name, value) => void items.set(name, String(value)),
    removeItem: (name) => void items.delete(name),
    clear: () => items.clear(),
  };
}

/** All that is on a disk, as it can be written on another. */
export async function copyOf({ databases, local }) {
  const names = await databases.databases();
  const copied = [];
  for (const { name, version } of names) copied.push({ name, version, stores: await storesOf(databases, name) });
  return { databases: copied, local: new Map(local.items) };
}

async function storesOf(databases, name) {
  const database = await answered(databases.open(name));
  const names = [...database.objectStoreNames];
  const stores = names.length ? names.map((each) => open.call(database, names, "readonly").objectStore(each)) : [];
  const copied = await Promise.all(stores.map(async (store) => ({
    name: store.name,
    keyPath: store.keyPath,
    autoIncrement: store.autoIncrement,
    indexes: [...store.indexNames].map((index) => store.index(index)).map(({ name: called, keyPath, unique, multiEntry }) => ({ called, keyPath, unique, multiEntry })),
    keys: await answered(store.getAllKeys()),
    values: await answered(store.getAll()),
  })));
  database.close();
  return copied;
}

/** A disk as it was when `copy` was taken. */
export async function diskFrom(copy) {
  const disk = { databases: new IDBFactory(), local: localOf(new Map(copy.local)) };
  for (const { name, version, stores } of copy.databases) {
    const opening = disk.databases.open(name, version);
    opening.onupgradeneeded = () => stores.forEach((store) => lay(opening.result, store));
    (await answered(opening)).close();
  }
  return disk;
}

function lay(database, { name, keyPath, autoIncrement, indexes, keys, values }) {
  const store = database.createObjectStore(name, { keyPath, autoIncrement });
  for (const { called, ...index } of indexes) store.createIndex(called, index.keyPath, index);
  values.forEach((value, at) => (keyPath === null ? store.put(value, keys[at]) : store.put(value)));
}

function answered(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

