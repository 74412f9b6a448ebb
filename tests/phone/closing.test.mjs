// A phone that the federation closed: what waits is left in the inbox, each body with its receipt, and only then it wipes itself.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { Database } from "../../static/phone/keeping/database.js";
import { keepIdentity, readIdentity } from "../../static/phone/keeping/identity.js";
import { openJournal } from "../../static/phone/keeping/journal.js";
import { dataKey } from "../../static/phone/keeping/seal.js";
import { wipe } from "../../static/phone/sending/closing.js";
import { leaveAll, sealWaiting } from "../../static/phone/sending/leaving.js";
import { atRest, closeAll, counts, phone, tamper } from "./a_phone.mjs";
import { aServer } from "./a_server.mjs";

afterEach(closeAll);

/** A phone with two operations that wait, closed from the panel; what it has to close itself with. */
async function closedPhone(server, { locked = false, synced = false } = {}) {
  const notebook = await phone(server);
  await counts(notebook, 12);
  if (synced) await notebook.syncNow();
  notebook.close();
  for (const device of server.devices.values()) server.revoked.add(device);
  const database = new Database();
  await keepIdentity(database, { revoked: true });
  const { key: raw, public_key } = await readIdentity(database);
  const key = await dataKey(raw);
  if (locked) await sealWaiting(database, key, public_key);
  return { database, journal: await openJournal(), key: locked ? null : key };
}

const databases = async () => (await indexedDB.databases()).map(({ name }) => name).filter((name) => name.startsWith("mi-comedor"));
const left = ({ inbox }) => inbox.flat().map(({ kind }) => kind);

for (const locked of [false, true]) {
  test(`a ${locked ? "locked" : "closed"} phone leaves all that was not received, and nothing of it stays`, async () => {
    const server = aServer();
    const { key, ...shelf } = await closedPhone(server, { locked });
    assert.deepEqual(await leaveAll(shelf, key), { trouble: null, closed: true, retryAfter: 0, isOver: true });
    await wipe(shelf);
    assert.deepEqual(left(server), ["keeper.joined", "rations.counted"]);
    assert.deepEqual(server.inbox[server.inbox.length - 1], []); // the last word is an empty body
    assert.deepEqual(await databases(), []);
  });
}

test("without its receipt nothing is wiped, and what has one is not sent again", async () => {
  const server = aServer();
  const { key, ...shelf } = await closedPhone(server);
  server.failing.push({ afterwards: new TypeError("the answer was lost") });
  assert.equal((await leaveAll(shelf, key)).trouble, "offline");
  assert.equal((await atRest()).outbox.length, 2);
  server.failing.push(undefined, new Response("<html>", { status: 200, headers: { "Content-Type": "text/html" } }));
  assert.equal((await leaveAll(shelf, key)).trouble, "offline");
  server.inbox.length = 0;
  assert.equal((await leaveAll(shelf, key)).isOver, true);
  assert.deepEqual(server.inbox, [[]]);
});

test("closed before it heard of a restore it leaves all again, also what it pulled", async () => {
  const server = aServer();
  server.append({ id: "0e6b51d2-77c9-8a14-a5f0-000000000001", kind: "notice.published", v: 1, on: "2026-03-02", by: "system", at: 1, data: { title: "Asamblea", text: "El lunes" } });
  const { key, ...shelf } = await closedPhone(server, { synced: true });
  server.epoch = "two"; // and what it had been told is there no more
  assert.equal((await leaveAll(shelf, key)).isOver, true);
  assert.deepEqual(new Set(left(server)), new Set(["notice.published", "keeper.joined", "rations.counted"]));
  assert.deepEqual(server.inbox[server.inbox.length - 1], []);
});

test("a receipt of another body is none", async () => {
  const server = aServer();
  const { key, ...shelf } = await closedPhone(server);
  server.failing.push(new Response(JSON.stringify({ receipt: "00", closed: true }), { status: 200, headers: { "Content-Type": "application/json" } }));
  assert.equal((await leaveAll(shelf, key)).isOver, undefined);
  assert.equal((await atRest()).outbox.length, 2);
});

test("a wipe that was interrupted goes on at the next start, and at any moment the phone knows why it is empty", async () => {
  const server = aServer();
  const { key, ...shelf } = await closedPhone(server);
  await leaveAll(shelf, key);
  const drop = indexedDB.deleteDatabase.bind(indexedDB);
  indexedDB.deleteDatabase = (name) => { if (name === "mi-comedor") throw new Error("switched off"); return drop(name); };
  await assert.rejects(wipe(shelf), /switched off/);
  assert.equal(localStorage.getItem("closed"), "1");
  assert.deepEqual(await databases(), ["mi-comedor"]);
  indexedDB.deleteDatabase = drop;
  const restarted = new Database();
  assert.equal((await readIdentity(restarted)).wiping, true);
  await wipe({ ...shelf, database: restarted });
  assert.deepEqual(await databases(), []);
  assert.equal(localStorage.getItem("closed"), "1");
});

test("of a record that does not open goes what is left of it", async () => {
  const server = aServer();
  const { key, ...shelf } = await closedPhone(server);
  await tamper("operations", (operations) => {
    operations.openCursor().onsuccess = ({ target: { result } }) => {
      result.value.sealed[30] ^= 1;
      result.update(result.value);
    };
  });
  await leaveAll(shelf, key);
  assert.equal(server.inbox.flat().length, 2);
  assert.ok(server.inbox.flat().some(({ data }) => data.damaged));
});

test("a locked phone on which something waits without its envelope is not wiped, nor says that it will be", async () => {
  const server = aServer();
  const { key, ...shelf } = await closedPhone(server);
  assert.equal((await leaveAll(shelf, null)).trouble, "bare");
  assert.deepEqual(server.inbox, []);
  shelf.database.close();
});

test("a phone that is not closed after all goes on", async () => {
  const server = aServer();
  const { key, ...shelf } = await closedPhone(server);
  server.revoked.clear();
  assert.equal((await leaveAll(shelf, key)).isOver, true);
  assert.equal((await readIdentity(shelf.database)).revoked, false);
  assert.equal((await atRest()).operations.length, 2);
  shelf.database.close();
});

test("a locked phone leaves each thing once, and hears that it is closed", async () => {
  const server = aServer();
  const { key, ...shelf } = await closedPhone(server, { locked: true });
  server.revoked.clear();
  assert.equal((await leaveAll(shelf, null)).closed, false);
  server.inbox.length = 0;
  for (const device of server.devices.values()) server.revoked.add(device);
  assert.equal((await leaveAll(shelf, null)).closed, true);
  assert.deepEqual(server.inbox, [[]]);
  shelf.database.close();
});
