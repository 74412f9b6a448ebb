// The books: the examples that both languages must satisfy, and what any order of delivery must leave alike.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fold, OpenBooks } from "../../static/phone/books/books.js";
import { aYear } from "./a_year.mjs";
import { seeded, shuffled } from "./chance.mjs";

const folder = new URL("../shared/", import.meta.url);
const examples = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")))
  .map(({ held = [], operations, ...example }) => ({ ...example, operations: [...held, ...operations] })); // what is held has no place in the log

for (const { title, operations, books } of examples) {
  test(title, () => assert.deepEqual(fold(operations), books));

  test(`${title} (in any order of delivery, twice over)`, () => {
    const random = seeded(title);
    for (let turn = 0; turn < 10; turn += 1) {
      const delivered = shuffled([...operations, ...operations], random);
      assert.deepEqual(fold(delivered), books);
    }
  });

  test(`${title} (one after another, read in between)`, () => {
    const open = new OpenBooks();
    for (const operation of operations) {
      open.add(operation);
      open.read();
    }
    assert.deepEqual(open.read(), books);
  });

  test(`${title} (still waiting for signal, in the order made)`, () => {
    const waiting = operations.map(({ seq, ...operation }) => operation);
    assert.deepEqual(fold(waiting), books);
  });
}

test("pending edits fold after those that the log has numbered, and the books follow when they get their number", () => {
  const { operations } = examples.find(({ title }) => title.startsWith("Two phones change one field to different"));
  const [mine, theirs] = operations.slice(-2);
  const open = new OpenBooks();
  for (const operation of operations.slice(0, -2)) open.add(operation);
  open.add({ ...mine, seq: undefined });
  open.add(theirs);
  const person = mine.data.person;
  assert.deepEqual(open.read().people[person].conflicts, { paternal: ["Quispes", "Quispé"] });
  open.number(mine.id, theirs.seq - 1);
  assert.deepEqual(open.read().people[person].conflicts, { paternal: ["Quispé", "Quispes"] });
});

test("an erasure takes the fields out of operations that came before it and after it", () => {
  const { operations } = examples.find(({ title }) => title.startsWith("An erased person keeps"));
  const open = new OpenBooks();
  for (const operation of operations) open.add(operation);
  assert.doesNotMatch(JSON.stringify(open.all()), /Quisp|10117410|Mz A/);
});

test("books handed out stay as they were", () => {
  const { operations } = examples[0];
  const open = new OpenBooks();
  const before = open.read();
  const copy = JSON.stringify(before);
  for (const operation of operations) open.add(operation);
  open.read();
  assert.equal(JSON.stringify(before), copy);
});

test("a year's 21,000 operations fold in the blink of an eye, and one more at once", () => {
  const operations = aYear();
  assert.equal(operations.length, 21_000);
  const late = { ...operations[operations.length - 1], id: "a7d93c04-1be2-8f60-b3c8-000000000001", seq: undefined };
  const turns = [1, 2, 3].map(() => {
    const open = new OpenBooks();
    const year = spent(() => operations.forEach((operation) => open.add(operation)) ?? open.read());
    const another = spent(() => open.add(late) ?? open.read());
    return { year, another };
  });
  assert.ok(Math.min(...turns.map(({ year }) => year)) < 150); // 60 on a quiet laptop
  assert.ok(Math.min(...turns.map(({ another }) => another)) < 10);
});

/** Milliseconds of this process's own, so that a busy machine is not blamed on the fold. */
function spent(work) {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
