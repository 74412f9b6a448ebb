// Phones and the federation: whatever the link does, nothing is lost, nothing counts twice, and all end with the same books.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { closeAll, counts, DAY, phone, registers, reopened, serves, swapStorage } from "./a_phone.mjs";
import { aServer, json } from "./a_server.mjs";

afterEach(closeAll);

const LOST = new TypeError("Failed to fetch");
const KEY = `${DAY}/1`;
const lastRequest = ({ requests }) => requests[requests.length - 1].request;

test("a day's work goes up in one request and the mark goes", async () => {
  const server = aServer();
  const notebook = await phone(server);
  const ana = await registers(notebook);
  await serves(notebook, ana);
  server.requests.length = 0;
  await notebook.syncNow();
  assert.equal(server.requests.length, 1);
  assert.equal(server.requests[0].bytes[0], 0x78); // deflated
  assert.deepEqual(notebook.status(), { pending: 0, held: 0, lastSuccess: notebook.status().lastSuccess, syncing: false, trouble: null, damaged: 0, lost: null, weak: "second" });
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

test("a second phone joins with the kitchen's history over a link that is cut in every way, and goes on where it was", async () => {
  const server = aServer({ pageSize: 5 });
  const first = await phone(server);
  const ana = await registers(first);
  for (let again = 0; again < 40; again += 1) await serves(first, ana, { again });
  await first.syncNow();
  first.close();
  server.codes.set("EFGH5678", null);
  let luz = await phone(server, "EFGH5678", "Luz");
  server.requests.length = 0;
  const half = new ReadableStream({ start(pipe) { pipe.enqueue(new TextEncoder().encode('{"epoch":"one","answers":[],"opera')); pipe.close(); } });
  server.failing.push(null, { afterwards: LOST }, null, new Response(half), null, LOST, { afterwards: LOST }, null, json(503, {}), null, { afterwards: LOST });
  for (let turn = 0; turn < 12; turn += 1) {
    await luz.syncNow();
    if (turn === 3) luz = await reopened(luz); // she closed it meanwhile
  }
  assert.deepEqual(luz.books(), server.books());
  const asked = server.requests.map(({ request }) => Number(request.cursor?.split("/")[1] ?? 0));
  assert.deepEqual(asked, asked.slice().sort((a, b) => a - b), "never back to the beginning");
  assert.ok(asked.length <= Math.ceil(server.log.length / 5) + 12, `${asked.length} requests`);
});

test("a held operation that the federation rejects counts for nothing, says why, and needs her eyes until she takes it back", async () => {
  const server = aServer();
  const notebook = await phone(server);
  const count = await counts(notebook, 12);
  server.held.set(count, "data");
  await notebook.syncNow();
  server.append({ id: "rejection", kind: "operation.rejected", v: 1, on: DAY, by: "account:7", at: 1, data: { target: count, reason: "Eran 21." } });
  await notebook.syncNow();
  const again = await reopened(notebook);
  for (const shown of [notebook, again]) {
    assert.equal(shown.books().services[KEY], undefined);
    assert.deepEqual(shown.operations({ state: "rejected" }).map(({ id, why, undone }) => [id, why, undone]), [[count, "Eran 21.", false]]);
    assert.deepEqual(shown.writers(KEY), []);
    assert.equal(shown.status().held, 1);
  }
  await again.undo(count);
  assert.deepEqual([again.status().held, again.operations({ state: "rejected", undone: false })], [0, []]);
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
