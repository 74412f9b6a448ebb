// The notebook on one phone: what is saved stays, nothing of it can be read on the disk, and a failure is never "no data".
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { openNotebook } from "../../static/phone/keeping/notebook.js";
import { aPhone, atRest, closeAll, counts, damage, DAY, goes, JOURNAL, opened, phone, registers, reopened, serves, tamper } from "./a_phone.mjs";
import { aServer } from "./a_server.mjs";

afterEach(closeAll);

test("a phone that is not enrolled has no notebook", async () => {
  aPhone(aServer());
  assert.equal(await openNotebook(), null);
});

test("what is recorded without signal is there when the app is opened again", async () => {
  const notebook = await phone(aServer());
  const ana = await registers(notebook);
  await serves(notebook, ana);
  const books = notebook.books();
  assert.equal(books.services[`${DAY}/1`].due_cents, 300);
  const again = await reopened(notebook);
  assert.deepEqual(again.books(), books);
  assert.equal(again.status().pending, 3);
  assert.equal(again.keeper.name, "Rosa");
  assert.deepEqual(again.kitchen, { code: "K-0001", name: "Las Flores", district: "Comas" });
});

test("a double tap is one operation", async () => {
  const notebook = await phone(aServer());
  const entry = { id: notebook.newId(), kind: "food.used", on: DAY, data: { food: "arroz", source: "pca", qty: 500 } };
  const both = await Promise.all([notebook.record(entry), notebook.record(entry)]);
  await notebook.record({ ...entry, data: { ...entry.data, qty: 900 } });
  assert.equal(both[0].id, both[1].id);
  assert.equal(notebook.books().stock["arroz|pca"].used, 500);
  assert.equal((await atRest()).operations.length, 2);
});

test("nobody writes before saying her name", async () => {
  const notebook = await phone(aServer());
  await tamper("meta", (meta) => meta.delete("keeper"));
  const again = await reopened(notebook);
  assert.equal(again.keeper, null);
  await assert.rejects(counts(again, 3), { code: "no-keeper" });
});

test("undoing what the screen shows takes back every phone's mark of it, once", async () => {
  const notebook = await phone(aServer());
  const ana = await registers(notebook);
  const mark = await serves(notebook, ana);
  await serves(notebook, ana);
  const [undo, again] = await Promise.all([notebook.undo(mark), notebook.undo(mark)]);
  assert.equal(undo, again);
  assert.equal(await notebook.undo(mark), undo);
  assert.equal(notebook.books().services[`${DAY}/1`], undefined);
  assert.equal(notebook.operations({ kind: "operation.undone" }).length, 2);
  await assert.rejects(notebook.undo("nothing"), { code: "unknown-target" });
});

test("the list of what was written is newest first and says what was undone", async () => {
  const notebook = await phone(aServer());
  const ana = await registers(notebook);
  const one = await counts(notebook, 3);
  const two = await counts(notebook, 4, { replaces: [one] });
  await notebook.undo(two);
  const list = notebook.operations({ on: DAY, slot: 1 });
  assert.deepEqual(list.map(({ id, state, undone }) => [id, state, undone]), [[two, "saved", true], [one, "saved", false]]);
  assert.deepEqual(notebook.operations({ undone: true }).map(({ id }) => id), [two]);
  assert.deepEqual(notebook.operations({ person: ana }).map(({ kind }) => kind), ["beneficiary.registered"]);
  assert.deepEqual(notebook.operations({ on: DAY, slot: 1, most: 1 }).map(({ id }) => id), [two]);
  assert.deepEqual(["saved", "received", "held"].map((state) => notebook.operations({ on: DAY, slot: 1, state }).length), [2, 0, 0]);
});

test("nothing that was written can be read on the disk", async () => {
  const server = aServer();
  const notebook = await phone(server);
  const ana = await registers(notebook, { names: "Anastasia" });
  server.append({ id: "a7d93c04-1be2-8f60-b3c8-000000000001", kind: "keeper.joined", v: 1, on: DAY, by: "a7d93c04-1be2-8f60-b3c8-000000000001", at: 1, data: { name: "Lucrecia" } });
  await notebook.keepDraft("register", { names: "Feliciana" });
  await notebook.syncNow();
  await serves(notebook, ana);
  const text = readable(await atRest());
  for (const word of ["Anastasia", "Quispe", "Rosa", "Lucrecia", "Feliciana", "rations.served", DAY, server.devices.keys().next().value]) {
    assert.ok(!text.includes(word), word);
  }
  assert.ok(text.includes("Las Flores")); // the kitchen's name is not a secret
});

function readable(value) {
  return JSON.stringify(value, (_, inner) => (inner instanceof Uint8Array ? Buffer.from(inner).toString("latin1") : inner));
}

test("drafts survive a closed tab until they are dropped", async () => {
  const notebook = await phone(aServer());
  await notebook.keepDraft("register", { names: "Ana" });
  const again = await reopened(notebook);
  assert.deepEqual(await again.draft("register"), { names: "Ana" });
  await again.dropDraft("register");
  assert.equal(await again.draft("register"), null);
});

test("a record that is damaged is said and the others are read", async () => {
  const notebook = await phone(aServer());
  const count = await counts(notebook, 3);
  await registers(notebook);
  await damage(count);
  notebook.close();
  await goes(JOURNAL);
  const again = await opened();
  assert.equal(again.status().damaged, 1);
  assert.equal(Object.keys(again.books().people).length, 1);
  assert.deepEqual(again.books().services, {});
});

test("a sealed record put in another's place does not open", async () => {
  const notebook = await phone(aServer());
  const [one, other] = [await counts(notebook, 3), await counts(notebook, 4)];
  await tamper("operations", (operations) => {
    operations.get(one).onsuccess = ({ target }) => operations.put({ ...target.result, id: other, made: 9 });
  });
  notebook.close();
  await goes(JOURNAL);
  const again = await opened();
  assert.equal(again.status().damaged, 1);
});

test("a full phone says so and keeps what it had", async () => {
  const notebook = await phone(aServer());
  const restore = fillDisk();
  await assert.rejects(counts(notebook, 3), { code: "quota" });
  restore();
  assert.equal(notebook.status().pending, 1);
  assert.deepEqual(notebook.books().services, {});
  await counts(notebook, 4);
  assert.equal(notebook.books().services[`${DAY}/1`].rations.paid, 4);
});

/** As browsers do it: the request succeeds, and the transaction is aborted at its end. */
function fillDisk() {
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function full(...values) {
    const request = put.apply(this, values);
    const { transaction } = this;
    request.addEventListener("success", () => {
      Object.defineProperty(transaction, "error", { value: new DOMException("full", "QuotaExceededError"), configurable: true });
      transaction.abort();
    });
    return request;
  };
  return () => { IDBObjectStore.prototype.put = put; };
}

test("a database that cannot be read is an error and never an empty notebook", async () => {
  const notebook = await phone(aServer());
  const getAll = IDBIndex.prototype.getAll;
  IDBIndex.prototype.getAll = () => { throw new DOMException("broken", "UnknownError"); };
  notebook.close();
  await assert.rejects(openNotebook(), { code: "storage" });
  IDBIndex.prototype.getAll = getAll;
  const again = await reopened(notebook);
  assert.equal(again.status().pending, 1);
});

test("a database of a newer release is an error of its own", async () => {
  aPhone(aServer());
  await new Promise((resolve) => {
    const opening = indexedDB.open("mi-comedor", 99);
    opening.onsuccess = () => resolve(opening.result.close());
  });
  await assert.rejects(openNotebook(), { code: "newer" });
});

test("a newer release in another tab gets the database", async () => {
  const notebook = await phone(aServer());
  await new Promise((resolve, reject) => {
    const opening = indexedDB.open("mi-comedor", 99);
    opening.onsuccess = () => resolve(opening.result.close());
    opening.onblocked = () => reject(new Error("blocked"));
  });
  await assert.rejects(counts(notebook, 3), { code: "newer" });
});

test("another tab of the phone hears what is written and who holds it", async () => {
  const notebook = await phone(aServer());
  const tab = await opened();
  const heard = new Promise((resolve) => { tab.onChange(resolve); });
  await counts(notebook, 3);
  await heard;
  assert.equal(tab.books().services[`${DAY}/1`].rations.paid, 3);
  assert.equal(tab.status().pending, 2);
});
