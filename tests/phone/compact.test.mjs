// The compact form: both languages read and write the same pairs, and whatever the phone writes can be read again.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
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

test("any values come back out of a column", () => {
  const id = (n) => `5f0c2b1e-8a41-8c3d-9f27-${n.toString(16).padStart(12, "0")}`;
  for (const values of [[1], [7, 7, 7], [1, 2, 3], [5, -400, 2 ** 49, 0], [0, 3, 1, 1, 2, 0, 3], [id(1), id(2 ** 47)], ["a", null, true, 1, { a: [1] }, "a"],
    [[], [1]], Array.from({ length: 300 }, (_, n) => n * n % 97), Array.from({ length: 90 }, (_, n) => (n * 7919) % 4001 - 2000), [null, null], [2 ** 53, 1.5]]) {
    assert.deepEqual(valuesOf(JSON.parse(JSON.stringify(column(values))), values.length), values);
  }
});

test("verdicts come as runs", () => {
  const sent = ["a", "b", "c", "d", "e"].map((id) => ({ id }));
  const { answers, more } = answered(["e", [[2, 7], [1, "data"], [2, 3, 1]], null, "c", 1, 0], sent);
  assert.deepEqual(answers.map(({ id, answer, seq, reason }) => [id, answer, seq ?? reason]),
    [["a", "accepted", 7], ["b", "accepted", 8], ["c", "held", "data"], ["d", "repeated", 3], ["e", "repeated", 4]]);
  assert.equal(more, true);
});
