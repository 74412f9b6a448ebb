// The bundle: a phone without signal hands over what waits, another phone carries it, and the receipt travels back. Whatever happens on the
// way, each operation is in the log once, and only the receipt takes its mark away.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { bytesOf } from "../../static/phone/keeping/envelope.js";
import { bundled, noteHanded } from "../../static/phone/sending/bundle.js";
import { carryAll, dropParcel, keepParcel, parcelsIn } from "../../static/phone/sending/carry.js";
import { readParcel, writeParcel } from "../../static/phone/sending/parcel.js";
import { takeReceipts } from "../../static/phone/sending/receipt.js";
import { ask, saidBy } from "../../static/phone/sending/wire.js";
import { closeAll, counts, DAY, opened, phone, registers, swapStorage } from "./a_phone.mjs";
import { sealReceipt } from "./a_seal.mjs";
import { aServer, json } from "./a_server.mjs";
import { seeded, shuffled } from "./chance.mjs";

afterEach(closeAll);

const LOST = new TypeError("Failed to fetch");
const noSignal = async () => { throw LOST; };
const day = (n) => new Date(Date.UTC(2026, 2, 2 + n)).toISOString().slice(0, 10);
const ration = (notebook, n) => ({ id: notebook.newId(), kind: "rations.served", on: day(Math.floor(n / 70)), data: { slot: 1, person: notebook.newId(), class: "member", price_cents: 200, bracket: "18-59", sex: "f" } });

/** Two phones of one process: each is put aside while the other is in the hand. */
async function theTwo(server) {
  const far = await phone(server, "ABCD1234", "Rosa");
  await until(far, isSent);
  far.close();
  const farStorage = swapStorage();
  server.codes.set("NEAR", null);
  const near = await phone(server, "NEAR", "Luz");
  await until(near, isSent);
  near.close();
  return { far: farStorage, near: swapStorage() };
}

/** Take one of the phones into the hand, with signal or without. */
async function taken(storage, fetch = noSignal) {
  closeAll();
  swapStorage(storage);
  globalThis.fetch = fetch;
  return opened();
}

/** Try until it is so: the phone that was just put aside may still hold the lock of who syncs. */
async function until(notebook, isSo) {
  for (let tries = 0; tries < 50; tries += 1) {
    await notebook.syncNow();
    if (isSo(notebook.status())) return;
    await new Promise((resolve) => { setTimeout(resolve, 10); });
  }
}

const isSent = ({ pending }) => pending === 0;

const tools = { ask, bytesOf, saidBy };
const carries = ({ office: { database } }) => carryAll(tools, database, async () => {});
const inParts = ({ name, total, parts, receipts, bad }) => ({ name, total, left: parts.length, sent: receipts.length, bad });

async function carriedBy(storage, server, parts) {
  const near = await taken(storage, server.fetch);
  await keepParcel(near.office.database, "rosa.txt", parts);
  assert.equal(await carries(near), undefined);
  const [parcel] = (await parcelsIn(near.office.database)).slice(-1);
  return { near, parcel, receipts: parcel.receipts };
}

test("what waits goes by another phone, and the receipt takes its mark away", async () => {
  const server = aServer();
  const { far, near } = await theTwo(server);
  let rosa = await taken(far);
  const ana = await registers(rosa);
  await counts(rosa, 12);
  server.append({ id: "5f0c2b1e-8a41-8c3d-9f27-0000000000aa", kind: "notice.published", v: 1, on: DAY, by: "account:1", at: 1, data: { title: "Reunión", text: "El lunes" } });
  const parts = await bundled(rosa.office);
  await noteHanded(rosa.office, parts);
  assert.equal(rosa.status().pending, 2);
  assert.ok(parts[0].startsWith(rosa.status().handed.seal));
  assert.equal(parts.length, 1);

  const { parcel, receipts, near: luz } = await carriedBy(near, server, parts);
  assert.deepEqual(inParts(parcel), { name: "rosa.txt", total: 1, left: 0, sent: 1, bad: 0 });
  assert.equal(server.ids.get(ana).device, server.devices.get([...server.devices.keys()][0]));
  assert.equal(await takeReceipts(luz.office, receipts), 0); // they say nothing to the one who carries
  await dropParcel(luz.office.database, parcel.id);
  assert.deepEqual(await parcelsIn(luz.office.database), []);

  rosa = await taken(far);
  assert.equal(rosa.status().pending, 2);
  assert.ok(rosa.status().handed.at);
  assert.equal(await takeReceipts(rosa.office, receipts), 1);
  assert.equal(rosa.status().pending, 0);
  assert.equal(rosa.books().notices["5f0c2b1e-8a41-8c3d-9f27-0000000000aa"].title, "Reunión");
  rosa = await taken(far, server.fetch);
  server.requests.length = 0;
  await until(rosa, () => server.requests.length);
  assert.equal(server.requests[0].request.cursor, "one/5"); // it goes on where the receipt left it
  assert.deepEqual(rosa.books(), server.books());
});

test("a carrier who loses signal in the middle goes on later, also after a restart, and sends nothing twice in vain", async () => {
  const server = aServer();
  const { far, near } = await theTwo(server);
  const rosa = await taken(far);
  await rosa.record(...Array.from({ length: 1_200 }, (_, n) => ration(rosa, n)));
  const parts = await bundled(rosa.office);
  assert.equal(parts.length, 3);
  let asked = 0;
  let luz = await taken(near, async (path, options) => {
    const answer = await server.fetch(path, options);
    if (path === "/sync/carried" && (asked += 1) > 1) throw LOST; // it arrived, and the answer did not
    return answer;
  });
  await keepParcel(luz.office.database, "rosa.txt", parts);
  assert.equal(await carries(luz), "offline");
  luz = await taken(near, server.fetch);
  await keepParcel(luz.office.database, "rosa.txt", parts); // opened once more changes nothing
  assert.deepEqual((await parcelsIn(luz.office.database)).map(inParts), [{ name: "rosa.txt", total: 3, left: 2, sent: 1, bad: 0 }]);
  assert.equal(server.log.length, 1_002);
  assert.equal(await carries(luz), undefined);
  assert.deepEqual((await parcelsIn(luz.office.database)).map(inParts), [{ name: "rosa.txt", total: 3, left: 0, sent: 3, bad: 0 }]);
  assert.equal(server.log.length, 1_202);
  const arrived = server.requests.filter(({ path }) => path === "/sync/carried").map(({ request }) => parts.indexOf(request.toString("base64url")));
  assert.deepEqual([arrived[0], arrived[1], ...new Set(arrived)], [0, 1, 0, 1, 2]);
  assert.equal(arrived.filter((part) => part !== 1).length, 2); // nothing that was answered goes again
});

test("parts damaged, lost, repeated, in any order: each operation is once in the log, and what has no receipt goes on waiting", async () => {
  const random = seeded("carried");
  for (let turn = 0; turn < 4; turn += 1) {
    const server = aServer();
    const { far, near } = await theTwo(server);
    let rosa = await taken(far);
    await rosa.record(...Array.from({ length: 1_100 }, (_, n) => ration(rosa, n)));
    const parts = await bundled(rosa.office);
    assert.equal(parts.length, 3);
    const lost = Math.floor(random() * 3);
    const spoilt = Math.floor(random() * 3);
    const text = writeParcel("bundle", "x", shuffled([...parts, ...parts].filter((part) => part !== parts[lost]), random)
      .map((part) => (part === parts[spoilt] ? `${part.slice(0, 500)}A${part.slice(501)}` : part)));
    const { receipts, parcel } = await carriedBy(near, server, readParcel(text).parts);
    const unsent = new Set([lost, spoilt]).size;
    const spoiltArrives = spoilt === lost || parts[spoilt][500] === "A" ? 0 : 1;
    assert.deepEqual([parcel.receipts.length, parcel.bad], [3 - unsent + (spoilt !== lost && !spoiltArrives ? 1 : 0), spoiltArrives]);
    const back = readParcel(writeParcel("receipt", "x", shuffled([...receipts, ...receipts], random).filter((one) => one !== receipts[0]))).parts;

    rosa = await taken(far);
    assert.equal(await takeReceipts(rosa.office, [...back, "AAAA", parts[0]]), receipts.length - 1);
    assert.ok(rosa.status().pending >= 1_102 - server.log.length); // what did not arrive goes on waiting
    assert.equal(await takeReceipts(rosa.office, back), receipts.length - 1); // twice is once
    rosa = await taken(far, server.fetch);
    await until(rosa, isSent);
    assert.equal(server.log.length, 1_102);
    assert.equal(new Set(server.log.map(({ id }) => id)).size, 1_102);
    assert.deepEqual(rosa.books(), server.books());
  }
});

test("a receipt that comes after signal came back changes nothing any more", async () => {
  const server = aServer();
  const { far, near } = await theTwo(server);
  let rosa = await taken(far);
  await counts(rosa, 12);
  const parts = await bundled(rosa.office);
  const { receipts } = await carriedBy(near, server, parts);
  rosa = await taken(far, server.fetch);
  await until(rosa, isSent);
  const more = await counts(rosa, 13);
  await until(rosa, isSent);
  globalThis.fetch = noSignal;
  await counts(rosa, 14);
  await takeReceipts(rosa.office, receipts);
  assert.equal(rosa.status().pending, 1);
  globalThis.fetch = server.fetch;
  server.requests.length = 0;
  await until(rosa, isSent);
  assert.equal(server.requests[0].request.cursor, "one/4");
  assert.ok(server.ids.has(more));
});

test("a receipt of a restored federation offers all again; one of another epoch says nothing", async () => {
  const server = aServer();
  const { far, near } = await theTwo(server);
  let rosa = await taken(far);
  const count = await counts(rosa, 12);
  const [secret] = server.devices.keys();
  const answer = { epoch: "zero", answers: [{ id: count, answer: "accepted", seq: 3 }], operations: [], mark: "mark", cursor: "zero/3", more: false };
  await takeReceipts(rosa.office, [sealReceipt(secret, { asked: { epoch: "zero", cursor: null }, status: 200, answer })]);
  assert.equal(rosa.status().pending, 1);

  const parts = await bundled(rosa.office);
  server.epoch = "two"; // and it lost everything
  server.log.length = 0;
  server.ids.clear();
  const { receipts } = await carriedBy(near, { fetch: async (path, options) => (path === "/sync" ? json(503, {}) : server.fetch(path, options)) }, parts);
  rosa = await taken(far);
  await takeReceipts(rosa.office, receipts);
  assert.equal(rosa.status().pending, 1); // her name is offered again; the count was answered in the new epoch
  rosa = await taken(far, server.fetch);
  await until(rosa, isSent);
  assert.deepEqual(server.log.map(({ kind }) => kind).sort(), ["keeper.joined", "rations.counted"]);
});

test("the receipt of a closed phone says that it is closed", async () => {
  const server = aServer();
  const { far, near } = await theTwo(server);
  let rosa = await taken(far);
  await counts(rosa, 12);
  const parts = await bundled(rosa.office);
  server.revoked.add([...server.devices.values()][0]);
  const { receipts } = await carriedBy(near, server, parts);
  rosa = await taken(far);
  await takeReceipts(rosa.office, receipts);
  assert.deepEqual([rosa.status().trouble, rosa.status().pending], ["device-revoked", 1]);
});

test("ninety days without signal are one small file", async () => {
  const server = aServer();
  const { far, near } = await theTwo(server);
  let rosa = await taken(far);
  for (let n = 0; n < 90; n += 1) await rosa.record(...Array.from({ length: 70 }, (_, at) => ration(rosa, n * 70 + at)));
  const start = performance.now();
  const parts = await bundled(rosa.office);
  const text = writeParcel("bundle", "x", parts);
  const took = performance.now() - start;
  assert.equal(parts.length, 13);
  assert.ok(text.length < 1_000_000, `${text.length} letters`);
  assert.ok(took < 5_000, `${took} ms`);
  const { receipts } = await carriedBy(near, server, readParcel(text).parts);
  rosa = await taken(far);
  assert.equal(await takeReceipts(rosa.office, receipts), 13);
  assert.equal(rosa.status().pending, 0);
  assert.equal(server.log.length, 6_302);
});
