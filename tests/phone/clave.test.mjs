// A phone whose keepers have claves: opened by them only, whole whatever interrupts the first one, and nothing that waits is out of reach.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { dropClave, setClave } from "../../static/phone/keeping/clave.js";
import { Database } from "../../static/phone/keeping/database.js";
import { keepIdentity, readIdentity } from "../../static/phone/keeping/identity.js";
import { openSlot } from "../../static/phone/keeping/keys.js";
import { openNotebook } from "../../static/phone/keeping/notebook.js";
import { bytesOf } from "../../static/phone/keeping/envelope.js";
import { dataKey } from "../../static/phone/keeping/seal.js";
import { enrol } from "./enrolling.mjs";
import { leaveAll, tidy } from "../../static/phone/sending/leaving.js";
import { CLAVE, locked, opening, ROUNDS } from "./a_locked_phone.mjs";
import { closeAll, closesLater, counts, DAY, joins, phone } from "./a_phone.mjs";
import { aServer, json } from "./a_server.mjs";

afterEach(closeAll);

test("after the first clave only it opens the notebook, which is whole, and no key lies about", async () => {
  const server = aServer();
  await locked(server);
  assert.equal((await opening("000000")).notebook, null);
  const { notebook } = await opening(CLAVE);
  assert.deepEqual([notebook.operations().length, notebook.status().pending, notebook.status().damaged], [2, 2, 0]);
  assert.deepEqual(await notebook.draft("form"), { n: 3 });
  await notebook.syncNow();
  assert.equal(server.log.length, 2);
  notebook.close();
  assert.deepEqual((await indexedDB.databases()).map(({ name }) => name).filter((name) => name.startsWith("mi-comedor")).sort(), ["mi-comedor-2", "mi-comedor-diario"]);
  const identity = await readIdentity(new Database());
  assert.deepEqual([identity.key, identity.slots.length, identity.slots[0].face], [undefined, 1, "R"]);
});

test("what is written after it can be left in the inbox while the phone is locked, and what waited before too", async () => {
  const server = aServer();
  await locked(server);
  const { notebook } = await opening(CLAVE);
  await counts(notebook, 15);
  notebook.close();
  const { shelf } = await opening();
  server.failing.push(json(429, { reason: "full" })); // no room for more of this phone: nothing was received
  assert.equal((await leaveAll({ ...shelf, database: new Database() }, null)).trouble, "server");
  assert.equal((await leaveAll({ ...shelf, database: new Database() }, null)).trouble, null);
  assert.deepEqual(server.inbox.flat().map(({ data }) => data.counts?.paid), [undefined, 12, 15]);
});

test("the federation can open a phone whose clave is forgotten, and nobody else", async () => {
  const server = aServer();
  await locked(server);
  const { shelf: { identity } } = await opening();
  const said = server.seal.open(identity.unlock);
  assert.deepEqual([said.for, said.device], ["unlock", identity.device]);
  const notebook = await openNotebook({ guard: async () => dataKey(bytesOf(said.key)) });
  assert.equal(notebook.operations().length, 2);
  notebook.close();
});

test("wherever the first clave is interrupted, the phone opens with all that was written", async () => {
  const steps = ["append", "keep"];
  for (let at = 0; at < 12; at += 1) {
    const server = aServer();
    const before = await phone(server);
    await counts(before, 12);
    before.close();
    const { notebook, shelf } = await opening();
    let left = at;
    const cut = () => { if (left-- <= 0) throw new Error("switched off"); };
    for (const act of steps) {
      const real = shelf.journal[act];
      shelf.journal[act] = async (...question) => { cut(); return real(...question).finally(cut); };
    }
    const commit = Database.prototype.commit;
    Database.prototype.commit = async function (...work) { cut(); return commit.apply(this, work).finally(cut); };
    await setClave(shelf, notebook.keeper, CLAVE, ROUNDS).catch(({ message }) => assert.match(message, /switched off/));
    Database.prototype.commit = commit;
    notebook.close();
    const again = (await opening(CLAVE)).notebook;
    assert.deepEqual([again.operations().length, again.status().pending, again.status().lost], [2, 2, null], `cut ${at}`);
    again.close();
  }
});

for (const moment of ["keep", "append"]) {
  test(`what another tab writes in the second of the first clave (${moment}) is in the new notebook, or was not said to be saved`, async () => {
    const other = await phone(aServer());
    const { notebook, shelf } = await opening();
    const writing = [];
    const real = shelf.journal[moment];
    shelf.journal[moment] = async (...question) => {
      shelf.journal[moment] = real;
      writing.push(counts(other, 12));
      await new Promise((resolve) => { setTimeout(resolve, 100); });
      return real(...question);
    };
    await setClave(shelf, notebook.keeper, CLAVE, ROUNDS);
    const said = (await Promise.allSettled(writing)).flatMap(({ value = [] }) => value);
    notebook.close();
    const again = (await opening(CLAVE)).notebook;
    assert.deepEqual(said.filter((id) => !again.operations({ id }).length), []);
    assert.equal(writing.length, 1);
  });
}

test("a second keeper has a clave of her own under the same key; the last one taken away leaves it as it was", async () => {
  await locked(aServer());
  const { notebook, shelf } = await opening(CLAVE);
  const lucia = await joins(notebook, "Rita");
  await setClave(shelf, notebook.keeper, "111111", ROUNDS);
  notebook.close();
  const { notebook: hers, shelf: opened } = await opening("111111");
  assert.equal(hers.keeper.id, lucia);
  assert.deepEqual(opened.identity.slots.map(({ face }) => face), ["R", "R2"]);
  for (const { keeper } of opened.identity.slots) await dropClave(opened, keeper);
  hers.close();
  const simple = await openNotebook();
  assert.equal(simple.operations().length, 3);
  simple.close();
});

test("a keeper who left is not offered, and her place is closed: also when another phone says it", async () => {
  const server = aServer();
  await locked(server);
  const { notebook } = await opening(CLAVE);
  await notebook.syncNow();
  const rosa = notebook.keeper.id;
  await joins(notebook, "Lucía");
  server.append({ id: "00000000-0000-8000-8000-000000000001", kind: "keeper.left", v: 1, on: DAY, by: "account:1", at: 1, data: { keeper: rosa } });
  await notebook.syncNow();
  await tidy(notebook.office);
  assert.deepEqual(notebook.keepers().map(({ name }) => name), ["Lucía"]);
  assert.equal(notebook.hasClave(rosa), false);
  notebook.close();
  assert.ok(closesLater(await openNotebook())); // nobody has a clave any more
});

/** One of them says her clave, or nobody does. */
const saying = (clave) => ({ guard: async ({ identity }) => clave && openSlot(identity.slots[0], clave) });

for (const isNew of [false, true]) {
  test(`a locked phone that the federation forgot enrols by a clave${isNew ? ", as another device if its own was closed" : ""}, and loses nothing`, async () => {
    const server = aServer();
    await locked(server);
    const before = await readIdentity(new Database());
    if (isNew) await keepIdentity(new Database(), { revoked: true });
    server.devices.clear();
    server.doors.clear();
    server.codes.set("WXYZ", null);
    assert.deepEqual(await enrol("WXYZ", saying("")), { reason: "clave" });
    assert.equal(server.codes.get("WXYZ"), null);
    assert.deepEqual(await enrol("WXYZ", saying(CLAVE)), { kitchen: server.kitchen });
    const { notebook, shelf } = await opening(CLAVE);
    await notebook.syncNow();
    assert.deepEqual([notebook.status().pending, server.log.length], [0, 2]);
    const { device, key, slots, unlock } = shelf.identity;
    assert.deepEqual([device === before.device, key, slots], [!isNew, undefined, before.slots]);
    assert.equal(server.seal.open(unlock).device, device); // forgotten later, it opens with a code
  });
}
