// What the shared examples' money comes to on the phone; the server's sums are held to the same by tests/books.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { OpenBooks } from "../../static/phone/books/books.js";
import { boxOf } from "../../static/phone/reading/cash.js";
import { monthMoney } from "../../static/phone/reading/month-money.js";

const folder = new URL("../shared/", import.meta.url);
const examples = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")))
  .filter(({ money }) => money);

test("there are examples with money", () => assert.ok(examples.length));

for (const { title, operations, money } of examples) {
  test(title, () => {
    const open = new OpenBooks();
    for (const operation of operations) open.add(operation);
    assert.deepEqual(boxOf(open.read()), money.box);
    for (const [period, parts] of Object.entries(money.plates)) {
      const standing = open.all().filter((operation) => !open.isUndone(operation));
      const { plate } = monthMoney(open.read(), standing, new Map(), period, 1);
      assert.deepEqual(Object.fromEntries(plate.parts.map(({ part, cents }) => [part, cents])), parts);
    }
  });
}
