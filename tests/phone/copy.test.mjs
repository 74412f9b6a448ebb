// A copy of the whole notebook, opened on another phone of the kitchen: what the lost phone had not sent reaches the federation, once.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { bytesOf, disclosed } from "../../static/phone/keeping/envelope.js";
import { putIdentity, readIdentity } from "../../static/phone/keeping/identity.js";
import { dataKey, seal } from "../../static/phone/keeping/seal.js";
import { PAGE_PLACE } from "../../static/phone/keeping/store.js";
import { alone } from "../../static/phone/keeping/tabs.js";
import { openCopy } from "../../static/phone/sending/adopt.js";
import { copied } from "../../static/phone/sending/copy.js";
import { readParcel, writeParcel } from "../../static/phone/sending/parcel.js";
import { secretOf } from "../../static/phone/sending/sync.js";
import { ask, saidBy } from "../../static/phone/sending/wire.js";
import { closeAll, counts, phone, registers } from "./a_phone.mjs";
import { aServer } from "./a_server.mjs";
import { seeded, shuffled } from "./chance.mjs";

afterEach(closeAll);

const tools = { alone, ask, bytesOf, dataKey, disclosed, PAGE_PLACE, putIdentity, readIdentity, saidBy, seal, secretOf };

async function sent(notebook) {
  for (let tries = 0; tries < 50; tries += 1) {
    await notebook.syncNow();
    if (!notebook.status().pending && !notebook.status().trouble) return;
    await new Promise((resolve) => { setTimeout(resolve, 10); });
  }
}

/** Rosa's phone writes, sends some of it, and is lost with the rest; a copy was kept in time. */
async function lost(server, unsent) {
  const rosa = await phone(server);
  await registers(rosa);
  await sent(rosa);
  globalThis.fetch = async () => { throw new TypeError("Failed to fetch"); };
  const ids = [];
  for (let n = 0; n < unsent; n += 1) ids.push(await counts(rosa, n));
  const parts = await copied(rosa.office);
  closeAll();
  return { ids, parts };
}

async function another(server) {
  server.codes.set("NEW", null);
  const notebook = await phone(server, "NEW", "Luz");
  await sent(notebook);
  return notebook;
}

test("what was not sent reaches the federation from the new phone; opening twice is once", async () => {
  const server = aServer();
  const { ids, parts } = await lost(server, 5);
  const luz = await another(server);
  assert.deepEqual(await openCopy(tools, luz, parts), { adopted: 5, missing: 0 });
  assert.equal(luz.status().pending, 5);
  await sent(luz);
  assert.ok(ids.every((id) => server.ids.has(id)));
  assert.equal(server.log.length, 8);
  assert.deepEqual(luz.books(), server.books());
  assert.deepEqual(await openCopy(tools, luz, parts), { adopted: 0, missing: 0 });
  assert.equal(luz.status().pending, 0);
});

test("of a copy with parts lost, spoilt and mixed, all is adopted that can be opened, and what is missing is counted", async () => {
  const random = seeded("copy");
  const server = aServer();
  const { ids, parts } = await lost(server, 1_100); // in three parts
  assert.equal(parts.length, 4);
  for (let turn = 0; turn < 4; turn += 1) {
    const [away, spoilt] = shuffled([1, 2, 3], random);
    const text = writeParcel("copy", "x", shuffled(parts.filter((_, at) => at !== away), random)
      .map((part) => (part === parts[spoilt] ? `${part.slice(0, 40)}${part[40] === "A" ? "B" : "A"}${part.slice(41)}` : part)));
    const luz = await another(aServerLike(server));
    const { adopted, missing } = await openCopy(tools, luz, readParcel(text).parts);
    assert.ok(adopted >= 100 && adopted < 1_100, `${adopted}`);
    assert.equal(missing, 2);
    assert.deepEqual(await openCopy(tools, luz, [...parts].reverse()), { adopted: 1_100 - adopted, missing: 0 });
    assert.equal(luz.status().pending, 1_100);
    closeAll();
  }
  assert.equal(ids.length, 1_100);
});

/** The same federation with the same log, before it hears the new phone. */
function aServerLike(server) {
  const twin = aServer();
  return Object.assign(twin, { seal: server.seal, log: [...server.log], ids: new Map(server.ids), devices: new Map(server.devices) });
}

test("a copy of another kitchen, a spoilt one, or no signal is told and changes nothing", async () => {
  const server = aServer();
  const { parts } = await lost(server, 2);
  const other = aServer();
  other.seal = server.seal;
  const luz = await another(other);
  assert.deepEqual(await openCopy(tools, luz, parts), { reason: "other-kitchen" });
  assert.deepEqual(await openCopy(tools, luz, parts.slice(1)), { reason: "unreadable" });
  assert.deepEqual(await openCopy(tools, luz, [`${parts[0].slice(0, -8)}AAAAAAAA`]), { reason: "unreadable" });
  globalThis.fetch = async () => { throw new TypeError("Failed to fetch"); };
  assert.deepEqual(await openCopy(tools, luz, parts), { reason: "offline" });
  assert.equal(luz.status().pending, 0);
});

test("pages of before a restore are offered again with their marks, and bring back what the federation lost", async () => {
  const server = aServer();
  server.append({ id: "5f0c2b1e-8a41-8c3d-9f27-0000000000aa", kind: "notice.published", v: 1, on: "2026-03-01", by: "account:1", at: 1, data: { title: "Reunión", text: "El lunes" } });
  const { parts } = await lost(server, 1);
  server.epoch = "two";
  server.log.length = 0;
  server.ids.clear();
  globalThis.fetch = server.fetch;
  const luz = await another(server);
  assert.equal(server.log.length, 1);
  await openCopy(tools, luz, parts);
  await sent(luz);
  await sent(luz);
  const notice = server.ids.get("5f0c2b1e-8a41-8c3d-9f27-0000000000aa");
  assert.equal(notice.device, null); // by its mark it is the federation's own word
  assert.equal(server.log.length, 5);
  assert.deepEqual(luz.books(), server.books());
});
