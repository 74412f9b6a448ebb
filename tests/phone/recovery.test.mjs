// After something broke: a device unknown or closed, a federation restored, a disk damaged. All is kept and all goes on.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { Database } from "../../static/phone/keeping/database.js";
import { enrol } from "./enrolling.mjs";
import { atRest, closeAll, counts, phone, registers, reopened, serves, swapStorage, tamper } from "./a_phone.mjs";
import { aServer } from "./a_server.mjs";

afterEach(closeAll);

test("an unknown device keeps everything and goes on after it is enrolled again", async () => {
  const server = aServer();
  const notebook = await phone(server);
  await notebook.syncNow();
  server.devices.clear();
  await counts(notebook, 12);
  await notebook.syncNow();
  assert.deepEqual([notebook.status().pending, notebook.status().trouble], [1, "device-unknown"]);
  server.codes.set("WXYZ", null);
  assert.deepEqual(await enrol("WXYZ"), { kitchen: server.kitchen });
  await notebook.syncNow();
  assert.deepEqual([notebook.status().pending, notebook.status().trouble, server.log.length], [0, null, 2]);
});

test("a revoked device keeps everything, and another enrolment makes it another device", async () => {
  const server = aServer();
  const notebook = await phone(server);
  const [[secret, device]] = server.devices;
  server.revoked.add(device);
  await notebook.syncNow();
  assert.deepEqual([notebook.status().pending, notebook.status().trouble], [1, "device-revoked"]);
  server.codes.set("WXYZ", null);
  await enrol("WXYZ");
  await notebook.syncNow();
  assert.deepEqual([notebook.status().pending, notebook.status().trouble], [0, null]);
  assert.equal(server.devices.size, 2);
  assert.ok(server.devices.has(secret));
});

test("after the federation was restored all that is ours is offered again", async () => {
  const server = aServer();
  const notebook = await phone(server);
  await counts(notebook, 12);
  await notebook.syncNow();
  Object.assign(server, { epoch: "two", log: [], ids: new Map() });
  await notebook.syncNow();
  assert.equal(notebook.status().pending, 0);
  assert.equal(server.log.length, 2);
  assert.deepEqual(server.books(), notebook.books());
  assert.equal((await reopened(notebook)).status().pending, 0);
});

/** A federation that knows nothing after the first `count` operations. */
function restored(server, count) {
  const log = server.log.slice(0, count);
  Object.assign(server, { epoch: `${server.epoch}, restored`, log, ids: new Map(log.map((row) => [row.id, row])) });
  server.requests.length = 0;
}

/** A notebook in which two phones and the federation wrote by turns, and the second phone knows all. */
async function writtenByThree(server) {
  server.codes.set("WXYZ", null);
  const one = await phone(server);
  const first = swapStorage();
  const two = await phone(server, "WXYZ", "Lucía");
  for (let turn = 1; turn < 4; turn += 1) {
    await counts(two, turn);
    await two.syncNow();
    server.append({ id: `00000000-0000-8000-8000-00000000000${turn}`, kind: "notice.published", v: 1, on: "2026-03-02", by: "account:1", at: 1, data: { title: "t" } });
    const second = swapStorage(first);
    await counts(one, 10 + turn);
    await one.syncNow();
    swapStorage(second);
    await two.syncNow();
  }
  one.close(); // two phones, and here one lock for both: who tries by herself keeps the other from trying
  return reopened(two); // what it heard of the other on this process's channel is no phone's
}

const told = ({ log }) => log.map(({ id, device, by }) => ({ id, device, by }));

for (const count of [0, 3, 6]) {
  test(`one phone brings back all that the federation lost after ${count} operations, in its order`, async () => {
    const server = aServer({ pageSize: 3 });
    const two = await writtenByThree(server);
    const before = told(server);
    assert.equal(new Set(before.map(({ device }) => device)).size, 3);
    restored(server, count);
    await two.syncNow();
    assert.deepEqual(told(server), before);
    assert.equal(two.status().pending, 0);
    assert.deepEqual(two.books(), server.books());
    const again = await reopened(two);
    assert.deepEqual(again.books(), server.books());
    server.requests.length = 0;
    await again.syncNow();
    assert.equal(server.requests.length, 1);
    assert.equal(server.requests[0].request.page, undefined);
  });
}

test("a federation that lost nothing is offered no page", async () => {
  const server = aServer({ pageSize: 3 });
  const two = await writtenByThree(server);
  restored(server, server.log.length);
  await two.syncNow();
  assert.ok(server.requests.length > 1);
  assert.ok(server.requests.every(({ request }) => !request.page));
});

test("offering again goes on where it was cut off", async () => {
  const server = aServer({ pageSize: 3 });
  let two = await writtenByThree(server);
  const before = told(server);
  restored(server, 1);
  for (let tries = 0; tries < 40 && told(server).length < before.length; tries += 1) {
    server.failing.push(undefined, { afterwards: new TypeError("cut") });
    await two.syncNow();
    two = await reopened(two);
  }
  assert.deepEqual(told(server), before);
  server.failing.length = 0;
  await two.syncNow();
  assert.equal(two.status().pending, 0);
});

test("a page that is too large for the federation does not keep the others", async () => {
  const server = aServer();
  const two = await writtenByThree(server);
  restored(server, 0);
  server.largest = 1;
  await two.syncNow();
  assert.equal(two.status().trouble, null);
  assert.equal(two.status().pending, 0);
});

test("a damaged page comes again from the federation, once, and only from where it is missing", async () => {
  const server = aServer({ pageSize: 2 });
  server.codes.set("WXYZ", null);
  const one = await phone(server);
  for (let n = 1; n < 6; n += 1) await counts(one, n);
  await one.syncNow();
  swapStorage();
  const two = await phone(server, "WXYZ", "Lucía");
  await two.syncNow();
  await tamper("pages", (pages) => {
    pages.get(2).onsuccess = ({ target }) => {
      target.result.sealed[30] ^= 1;
      pages.put(target.result);
    };
  });
  const again = await reopened(two);
  assert.equal(again.status().damaged, 1);
  server.requests.length = 0;
  await again.syncNow();
  assert.equal(server.requests[0].request.holds.count, 2);
  assert.equal(again.status().damaged, 0);
  assert.deepEqual(again.books(), server.books());
  const third = await reopened(again);
  assert.equal(third.status().damaged, 0);
  server.requests.length = 0;
  await third.syncNow();
  assert.notEqual(server.requests[0].request.cursor, null);
});

test("a notebook of many operations opens from a snapshot, and as well without it", async () => {
  const server = aServer();
  const notebook = await phone(server);
  const flor = await registers(notebook, { names: "Flor" });
  const marks = Array.from({ length: 1_010 }, () => serves(notebook, flor));
  await Promise.all(marks);
  await notebook.syncNow();
  const waiting = await counts(notebook, 7);
  const fromSnapshot = await reopened(notebook);
  const { snapshots } = await atRest();
  assert.equal(snapshots[0].made, 1_012);
  await tamper("operations", (operations) => operations.delete(flor)); // never read while there is a snapshot
  assert.deepEqual((await reopened(fromSnapshot)).books(), notebook.books());
  await tamper("snapshots", (store) => store.put({ ...snapshots[0], sealed: snapshots[0].sealed.slice(1) }, "snapshot"));
  const oneByOne = await reopened(notebook);
  assert.equal(oneByOne.operations({ kind: "rations.served" }).length, 1_010);
  assert.deepEqual(oneByOne.operations({ kind: "rations.counted" }).map(({ id, state }) => [id, state]), [[waiting, "saved"]]);
});

test("a connection that the browser closed under us is opened again", async () => {
  const server = aServer();
  await phone(server);
  const database = new Database();
  const names = () => database.read(["meta"], (transaction) => transaction.objectStore("meta").getAllKeys());
  const before = await names();
  (await database.connection()).close();
  assert.deepEqual(await names(), before);
  (await database.connection()).close();
  await database.commit(["meta"], (transaction) => transaction.objectStore("meta").delete("keeper"));
  assert.equal((await names()).length, before.length - 1);
  database.close();
});

test("an operation that no form of ours would have made costs its entry and nothing else", async () => {
  const notebook = await phone(aServer());
  await counts(notebook, null, { counts: null });
  await counts(notebook, 3, { slot: 2 });
  const again = await reopened(notebook);
  assert.deepEqual(Object.values(again.books().services).map(({ slot }) => slot), [2]);
});
