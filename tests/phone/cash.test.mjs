// The box on the phone: what is written together stays together, and what the funds, debts and receipts come to.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { atRest, closeAll, DAY, phone } from "./a_phone.mjs";
import { aServer } from "./a_server.mjs";

afterEach(closeAll);

/** A purchase of two foods: the payment first. */
async function buys(notebook) {
  const spent = notebook.newId();
  const food = (slug) => ({ id: notebook.newId(), kind: "food.received", on: DAY, data: { food: slug, source: "purchase", received_qty: 1_000, with: spent } });
  const entries = [{ id: spent, kind: "cash.spent", on: DAY, data: { amount_cents: 6_800, fund: "own", category: "food" } }, food("papa"), food("arroz")];
  await notebook.record(...entries);
  return entries.map(({ id }) => id);
}

/** The disk has room for the first operations only. */
function roomFor(operations) {
  const put = IDBObjectStore.prototype.put;
  let puts = 0;
  IDBObjectStore.prototype.put = function limited(...values) {
    puts += 1;
    if (puts > 2 * operations) this.transaction.abort(); // each is put with its mark of waiting
    return put.apply(this, values);
  };
  return () => { IDBObjectStore.prototype.put = put; };
}

test("a purchase and its foods are kept together, or not at all", async () => {
  const notebook = await phone(aServer());
  const free = roomFor(1);
  await assert.rejects(buys(notebook));
  free();
  assert.equal((await atRest()).operations.length, 1); // Rosa's joining
  assert.deepEqual(notebook.operations({ kind: "cash.spent" }), []);
  await buys(notebook);
  const { operations, outbox } = await atRest();
  assert.deepEqual([operations.length, outbox.length], [4, 4]);
  assert.deepEqual(operations.map(({ made }) => made).sort(), [1, 2, 3, 4]);
});

for (const which of [0, 1, 2]) {
  test(`whichever of its parts is undone, a purchase goes whole and once (${which})`, async () => {
    const notebook = await phone(aServer());
    const ids = await buys(notebook);
    const other = await buys(notebook);
    await Promise.all([notebook.undo(ids[which]), notebook.undo(ids[0])]);
    await notebook.undo(...ids);
    assert.deepEqual(notebook.operations({ undone: true }).map(({ id }) => id).sort(), ids);
    assert.equal(notebook.operations({ kind: "operation.undone" }).length, 3);
    assert.equal(notebook.books().stock["papa|purchase"].balance, 1_000);
    assert.equal(notebook.operations({ id: other[0] })[0].undone, false);
  });
}
