// Phones and the federation: whatever the link does, nothing is lost, nothing counts twice, and all end with the same books.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { Database } from "../../static/phone/database.js";
import { enrol, lookAtCode } from "../../static/phone/enrol.js";
import { readIdentity } from "../../static/phone/identity.js";
import { openNotebook } from "../../static/phone/notebook.js";
import { dataKey, unseal } from "../../static/phone/seal.js";
import { anEnrolledPhone, aPhone, atRest, counts, DAY, joins, registers, serves, swapStorage, tamper } from "./a_phone.mjs";
import { aServer, json } from "./a_server.mjs";

const open = [];
afterEach(() => open.splice(0).forEach((notebook) => notebook.close()));

const LOST = new TypeError("Failed to fetch");
const KEY = `${DAY}/1`;

async function phone(server, code, name) {
  const notebook = await anEnrolledPhone(server, code, name);
  open.push(notebook);
  return notebook;
}

async function reopened(notebook) {
  notebook.close();
  const again = await openNotebook({ app: "test" });
  open.push(again);
  return again;
}

const lastRequest = ({ requests }) => requests[requests.length - 1].request;

test("a day's work goes up in one request and the mark goes", async () => {
  const server = aServer();
  const notebook = await phone(server);
  const ana = await registers(notebook);
  await serves(notebook, ana);
  server.requests.length = 0;
  await notebook.syncNow();
  assert.equal(server.requests.length, 1);
  assert.equal(server.requests[0].headers["Content-Encoding"], "gzip");
  assert.deepEqual(notebook.status(), { pending: 0, held: 0, lastSuccess: notebook.status().lastSuccess, syncing: false, trouble: null, damaged: 0 });
  assert.ok(Math.abs(notebook.status().lastSuccess - Date.now() / 1000) < 5);
  assert.deepEqual(server.books(), notebook.books());
  assert.deepEqual(notebook.operations().map(({ state }) => state), ["received", "received", "received"]);
  const again = await reopened(notebook);
  assert.equal(again.status().pending, 0);
  assert.equal(again.status().lastSuccess, notebook.status().lastSuccess);
});

test("a check with nothing to say is one small request and a success", async () => {
  const server = aServer();
  const notebook = await phone(server);
  await notebook.syncNow();
  server.requests.length = 0;
  await notebook.syncNow();
  assert.deepEqual(server.requests.map(({ request }) => request), [{ epoch: "one", cursor: "one/1", app: "test", operations: [] }]);
  assert.equal(notebook.status().trouble, null);
});

test("an answer that is lost changes nothing, and the next try is a repetition", async () => {
  const server = aServer();
  const notebook = await phone(server);
  await counts(notebook, 12);
  server.failing.push({ afterwards: LOST });
  await notebook.syncNow();
  assert.deepEqual([notebook.status().pending, notebook.status().trouble, notebook.status().lastSuccess], [2, "offline", null]);
  await notebook.syncNow();
  assert.deepEqual([notebook.status().pending, notebook.status().trouble], [0, null]);
  assert.equal(server.log.length, 2);
  assert.equal(notebook.books().services[KEY].rations.paid, 12);
});

for (const [what, trouble, answer] of [
  ["a captive portal's page", "offline", () => new Response("<html>Bienvenido</html>", { headers: { "Content-Type": "text/html" } })],
  ["a portal's empty answer", "offline", () => new Response(null, { status: 204 })],
  ["somebody else's JSON", "offline", () => json(200, { answers: [], operations: [] })],
  ["answers for other operations", "offline", () => json(200, { epoch: "one", answers: [{ id: "x", answer: "accepted", seq: 1 }], operations: [], cursor: "one/9", more: false })],
  ["a server that fell over", "server", () => new Response("oops", { status: 502 })],
  ["a 401 that is not ours", "server", () => new Response("who are you", { status: 401 })],
]) {
  test(`${what} means that nothing happened`, async () => {
    const server = aServer();
    const notebook = await phone(server);
    server.failing.push(answer());
    await notebook.syncNow();
    assert.deepEqual([notebook.status().pending, notebook.status().trouble, notebook.status().lastSuccess], [1, trouble, null]);
    await notebook.syncNow();
    assert.equal(notebook.status().pending, 0);
  });
}

test("too much for one request is halved until it goes, and what alone is too much is set aside", async () => {
  const server = aServer({ largest: 3 });
  const notebook = await phone(server);
  for (let n = 0; n < 6; n += 1) await counts(notebook, n);
  await notebook.syncNow();
  assert.equal(server.log.length, 7);
  server.largest = 0;
  const big = await counts(notebook, 9);
  await notebook.syncNow();
  assert.deepEqual([notebook.status().pending, notebook.status().held], [0, 1]);
  assert.equal(notebook.operations({ on: DAY })[0].reason, "too-large");
  const again = await reopened(notebook);
  assert.equal(again.operations({ on: DAY }).find(({ id }) => id === big).state, "held");
});

test("two phones of a kitchen come to the same books, page by page", async () => {
  const server = aServer({ pageSize: 2 });
  server.codes.set("WXYZ", null);
  const one = await phone(server);
  const ana = await registers(one);
  await serves(one, ana);
  await counts(one, 7);
  await one.syncNow();
  const first = swapStorage();
  const two = await phone(server, "wx-yz ", "Lucía");
  await serves(two, ana);
  await two.syncNow();
  assert.equal(two.status().pending, 0);
  assert.deepEqual(two.books(), server.books());
  assert.equal(two.books().services[KEY].named.paid, 1);
  const again = await reopened(two);
  assert.deepEqual(again.books(), server.books());
  again.close();
  swapStorage(first);
  await one.syncNow();
  assert.deepEqual(one.books(), server.books());
});

test("a held operation stays, says why, and is received when the federation has settled it", async () => {
  const server = aServer();
  const notebook = await phone(server);
  const count = await counts(notebook, 12);
  server.held.set(count, "kind-unknown");
  await notebook.syncNow();
  assert.deepEqual([notebook.status().pending, notebook.status().held], [0, 1]);
  assert.deepEqual(notebook.operations({ kind: "rations.counted" }).map(({ state, reason }) => [state, reason]), [["held", "kind-unknown"]]);
  assert.equal(notebook.books().services[KEY].rations.paid, 12);
  const { data } = lastRequest(server).operations[1];
  server.append({ id: count, kind: "rations.counted", v: 1, on: DAY, by: notebook.keeper.id, at: 1, data });
  await notebook.syncNow();
  const again = await reopened(notebook);
  assert.equal(again.status().held, 0);
  assert.deepEqual(again.operations({ kind: "rations.counted" }).map(({ state }) => state), ["received"]);
});

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

test("an erasure takes the person's fields out of operations, pages and drafts on the disk too", async () => {
  const server = aServer();
  server.codes.set("WXYZ", null);
  const one = await phone(server);
  const flor = await registers(one, { names: "Flor" });
  await one.syncNow();
  swapStorage();
  const two = await phone(server, "WXYZ", "Lucía");
  await two.syncNow();
  const ana = await registers(two, { names: "Anastasia" });
  await two.record({ id: two.newId(), kind: "beneficiary.amended", on: DAY, data: { person: flor, address: "Mz A" }, base: { address: null } });
  await two.keepDraft(`amend/${flor}`, { names: "Florinda" });
  await two.keepDraft("amend", { person: flor, names: "Florinda" });
  await two.keepDraft("register", { names: "Florencia" });
  await serves(two, flor);
  await two.syncNow();
  server.append({ id: "0e6b51d2-77c9-8a14-a5f0-000000000001", kind: "person.erased", v: 1, on: DAY, by: "system", at: 1, data: { person: flor } });
  await two.syncNow();
  const again = await reopened(two);
  for (const notebook of [two, again]) {
    assert.doesNotMatch(JSON.stringify([notebook.books(), notebook.operations()]), /Flor|Mz A/);
    assert.equal(notebook.books().people[ana].names, "Anastasia");
    assert.equal(notebook.books().people[flor].erased, true);
    assert.equal(notebook.books().services[KEY].named.paid, 1);
  }
  assert.doesNotMatch(await everythingUnsealed(), /Flor\b|Florinda|Mz A/);
  assert.match(await everythingUnsealed(), /Florencia/);
});

/** All that lies on the disk, opened with the key that lies beside it. */
async function everythingUnsealed() {
  const { operations, snapshots, pages, drafts } = await atRest();
  const key = await dataKey((await identityAtRest()).key);
  const places = [...operations.map(({ id, sealed }) => [`operation/${id}`, sealed]), ...snapshots.map(({ sealed }) => ["snapshot", sealed]), ...pages.map(({ sealed }) => ["page", sealed]), ...drafts.map((draft) => [`draft/${draft.key}`, draft.sealed])];
  return JSON.stringify(await Promise.all(places.map(([place, sealed]) => unseal(key, place, sealed))));
}

async function identityAtRest() {
  const database = new Database();
  const identity = await readIdentity(database);
  database.close();
  return identity;
}

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

test("an erasure does not stay behind in a snapshot", async () => {
  const server = aServer();
  const notebook = await phone(server);
  const flor = await registers(notebook, { names: "Flor" });
  await Promise.all(Array.from({ length: 1_010 }, () => serves(notebook, flor)));
  await notebook.syncNow();
  server.append({ id: "0e6b51d2-77c9-8a14-a5f0-000000000001", kind: "person.erased", v: 1, on: DAY, by: "system", at: 1, data: { person: flor } });
  await notebook.syncNow();
  assert.match(await everythingUnsealed(), /rations.served/);
  assert.doesNotMatch(await everythingUnsealed(), /Flor/);
  assert.equal((await reopened(notebook)).books().people[flor].erased, true);
});

test("a code is looked at without being spent, however it is typed", async () => {
  const server = aServer();
  aPhone(server);
  assert.deepEqual(await lookAtCode(" abcd-1234 "), { kitchen: server.kitchen });
  assert.equal(server.codes.get("ABCD1234"), null);
  assert.deepEqual(await lookAtCode("NOPE"), { reason: "code-unknown" });
  server.failing.push(LOST, new Response("", { status: 429 }), new Response("<html>", { headers: { "Content-Type": "text/html" } }), new Response("", { status: 500 }));
  for (const reason of ["offline", "too-many-tries", "offline", "server"]) assert.deepEqual(await lookAtCode("ABCD1234"), { reason });
});

test("enrolling again after a lost answer is the same device with the same secrets", async () => {
  const server = aServer();
  aPhone(server);
  server.failing.push({ afterwards: LOST });
  assert.deepEqual(await enrol("ABCD1234"), { reason: "offline" });
  assert.equal(await openNotebook(), null);
  assert.deepEqual(await enrol("ABCD1234"), { kitchen: server.kitchen });
  assert.deepEqual(server.requests[0].request, server.requests[1].request);
  assert.match(server.requests[0].request.secret, /^[A-Za-z0-9_-]{43}$/);
  assert.match(server.requests[0].request.door, /^[A-Za-z0-9_-]{43}$/);
  assert.match(server.requests[0].request.device, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("a phone that keeps one kitchen's notebook does not spend another kitchen's code", async () => {
  const server = aServer();
  const notebook = await phone(server);
  server.codes.set("WXYZ", null);
  server.kitchen = { code: "K-0002", name: "Otra", district: "Comas" };
  assert.deepEqual(await enrol("WXYZ"), { reason: "other-kitchen" });
  assert.equal(server.codes.get("WXYZ"), null);
  await joins(notebook, "Lucía");
});
