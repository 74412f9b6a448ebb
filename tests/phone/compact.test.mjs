// The compact form: both languages read and write the same pairs, and whatever the phone writes can be read again.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { afterEach, beforeEach, test } from "node:test";
import { closeAll, counts, DAY, phone, registers, reopened } from "./a_phone.mjs";
import { aServer, json } from "./a_server.mjs";
import { answered, asked, operationsIn } from "../../static/phone/sending/compact.js";
import { column, valuesOf } from "../../static/phone/sending/columns.js";

const PAIRS = new URL("../shared/compact/", import.meta.url);
const SENT = ["id", "on", "by", "at"];

for (const file of readdirSync(PAIRS)) {
  const { title, readable: { epoch, cursor, app, operations }, compact } = JSON.parse(readFileSync(new URL(file, PAIRS)));
  test(title, () => {
    assert.deepEqual(operationsIn(asked({ epoch, cursor }, app, operations).slice(4), SENT), operations);
    if (compact[0] === 8) assert.deepEqual(asked({ epoch, cursor }, app, operations), compact);
    if (compact[0] === 8) assert.deepEqual(operationsIn(compact.slice(4), SENT), operations);
  });
}

test("what is left of an erased operation travels as it is, alone or among others", () => {
  const left = { id: "5f0c2b1e-8a41-8c3d-9f27-000000000003", kind: "beneficiary.amended", v: 1, on: DAY, by: "5f0c2b1e-8a41-8c3d-9f27-000000000001", at: 1, base: {}, data: { person: "5f0c2b1e-8a41-8c3d-9f27-000000000002" }, erased: true };
  const other = { id: "5f0c2b1e-8a41-8c3d-9f27-000000000004", kind: "service.skipped", v: 1, on: DAY, by: left.by, at: 2, data: { slot: 1 } };
  for (const operations of [[left], [left, left], [other, left, other]]) {
    assert.deepEqual(operationsIn(JSON.parse(JSON.stringify(asked({}, "test", operations))).slice(4), SENT), operations);
  }
});

beforeEach(() => {
  globalThis.document = { documentElement: { dataset: { compact: new URL("../../static/phone/sending/compact.js", import.meta.url).href } }, addEventListener() {}, removeEventListener() {} };
  Object.assign(globalThis, { addEventListener() {}, removeEventListener() {} });
});
afterEach(async () => {
  await closeAll();
  delete globalThis.document;
});

test("a phone syncs in the compact form, and in the readable one where the federation does not understand it", async () => {
  const server = aServer();
  const notebook = await phone(server);
  await registers(notebook);
  await notebook.syncNow();
  assert.ok(Array.isArray(server.requests[server.requests.length - 1].request));
  assert.deepEqual([notebook.status().pending, server.log.length], [0, 2]);
  await counts(notebook, 12);
  server.failing.push(json(400, { reason: "not-readable" }));
  await notebook.syncNow();
  assert.equal(server.requests[server.requests.length - 1].request.operations.length, 1);
  assert.equal(notebook.status().pending, 0);
  assert.deepEqual(server.books(), notebook.books());
});

test("a phone that joins over a link that is cut goes on after the last whole line", async () => {
  const server = aServer({ pageSize: 3 });
  for (let n = 1; n < 21; n += 1) {
    server.append({ id: `5f0c2b1e-8a41-8c3d-9f27-${String(n).padStart(12, "0")}`, kind: "beneficiary.registered", v: 1, on: DAY, by: "x", at: n, data: { names: `Ana ${n}`, type: "member" } });
  }
  const second = await phone(server);
  server.cut = 3_000;
  server.requests.length = 0;
  await second.syncNow();
  assert.equal(second.status().trouble, null);
  assert.ok(server.requests.length > 1);
  assert.equal(new Set(server.requests.map(({ request }) => request[2])).size, server.requests.length);
  assert.deepEqual(second.books(), server.books());
});

test("a phone that is told first what the kitchen works with has it at once, and nothing twice when all has come", async () => {
  const server = aServer({ pageSize: 4 });
  for (let n = 1; n < 13; n += 1) {
    server.append({ id: `5f0c2b1e-8a41-8c3d-9f27-${String(n).padStart(12, "0")}`, kind: "beneficiary.registered", v: 1, on: DAY, by: "x", at: n, data: { names: `Ana ${n}`, type: "member" } });
  }
  server.needed = ({ seq }) => seq > 8;
  const joining = await phone(server);
  server.cut = 1_300; // of the first line more than nothing, of the others nothing
  server.failing.push(undefined, new TypeError("Failed to fetch"));
  await joining.syncNow();
  assert.deepEqual(Object.values(joining.books().people).map(({ names }) => names), ["Ana 9", "Ana 10", "Ana 11", "Ana 12"]);
  server.cut = undefined;
  await joining.syncNow();
  assert.deepEqual([joining.status().trouble, joining.status().pending], [null, 0]);
  assert.deepEqual(joining.books(), server.books());
  const again = await reopened(joining);
  assert.deepEqual(again.books(), server.books());
});

test("any values come back out of a column", () => {
  const id = (n) => `5f0c2b1e-8a41-8c3d-9f27-${n.toString(16).padStart(12, "0")}`;
  for (const values of [[1], [7, 7, 7], [1, 2, 3], [5, -400, 2 ** 49, 0], [500, 2_000, 1_000, 500], [3, 9, 15, 3, 21], [0, 7, 0, 7, 14, 7], [0, 3, 1, 1, 2, 0, 3], [id(1), id(2 ** 47)], ["a", null, true, 1, { a: [1] }, "a"],
    [[], [1]], Array.from({ length: 300 }, (_, n) => n * n % 97), Array.from({ length: 90 }, (_, n) => (n * 7919) % 4001 - 2000), [null, null], [2 ** 53, 1.5]]) {
    assert.deepEqual(valuesOf(JSON.parse(JSON.stringify(column(values))), values.length), values);
  }
});

test("verdicts come as runs", () => {
  const sent = ["a", "b", "c", "d", "e"].map((id) => ({ id }));
  const { answers, more } = answered(["e", [[2, 7], [1, "data"], [2, 3, 1]], null, "c", 1], sent);
  assert.deepEqual(answers.map(({ id, answer, seq, reason }) => [id, answer, seq ?? reason]),
    [["a", "accepted", 7], ["b", "accepted", 8], ["c", "held", "data"], ["d", "repeated", 3], ["e", "repeated", 4]]);
  assert.equal(more, true);
});
