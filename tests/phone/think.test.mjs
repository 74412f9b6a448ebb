// The small pure files: ids, check digits, likenesses, amounts, months, and what an answer means.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readAmount, readCents, readThousandths } from "../../static/phone/reading/amounts.js";
import { fold } from "../../static/phone/books/books.js";
import { readDni } from "../../static/phone/reading/dni.js";
import { batchOf, heldFromTheStart, waitAfter } from "../../static/phone/sending/exchange.js";
import { idMaker } from "../../static/phone/books/ids.js";
import { dayOf, monthOf } from "../../static/phone/reading/month.js";
import { sounds } from "../../static/phone/reading/search.js";
import { everybody, twinsOf } from "../../static/phone/reading/people.js";
import { similarTo } from "../../static/phone/reading/similar.js";
import { aYear } from "./a_year.mjs";

test("ids are UUIDs of version 8 that count up from a prefix drawn at each start", () => {
  const [one, other] = [idMaker(), idMaker()];
  const ids = [one(), one(), other()];
  for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(ids[0].slice(0, 24), ids[1].slice(0, 24));
  assert.notEqual(ids[0].slice(0, 24), ids[2].slice(0, 24));
  assert.deepEqual(ids.map((id) => id.slice(24)), ["000000000001", "000000000002", "000000000001"]);
  assert.equal(idMaker(new Uint8Array(10).fill(255))(), "ffffffff-ffff-8fff-bfff-000000000001");
});

test("every one of the 74 random bits reaches the id", () => {
  const seen = new Set();
  for (let bit = 0; bit < 80; bit += 1) {
    const drawn = new Uint8Array(10);
    drawn[bit >> 3] = 1 << (bit & 7);
    seen.add(idMaker(drawn)());
  }
  assert.equal(seen.size, 75); // 74 single bits and none at all
});

test("a DNI's check character warns, and a DNI without one says nothing", () => {
  const checks = {
    "": "empty", 1011741: "short", 10117410: "plain", "10117410-2": "right", "101174102": "right", "10117410 g": "right",
    "10117410-3": "wrong", "10117410A": "wrong", "1011741A": "shape", "10117410-22": "shape", "00000000": "plain",
  };
  for (const [typed, check] of Object.entries(checks)) assert.equal(readDni(typed).check, check, typed);
  assert.equal(readDni("1011 7410-2").number, "10117410");
});

test("amounts are read as women write them", () => {
  const amounts = {
    "2.50": 2.5, "2,50": 2.5, "S/ 2.50": 2.5, "s/.3": 3, "1,234.50": 1234.5, "1.234,50": 1234.5, "1,500": 1500, "1.500": 1.5,
    "1 1/2": 1.5, "1/4": 0.25, "1½": 1.5, "½": 0.5, "12": 12, ".5": 0.5, "3.": 3,
  };
  for (const [typed, amount] of Object.entries(amounts)) assert.equal(readAmount(typed), amount, typed);
  for (const typed of ["", "two", "1/0", "-3", "1 2", "2.5kg", "."]) assert.ok(Number.isNaN(readAmount(typed)), typed);
  assert.equal(readCents("0.29"), 29);
  assert.equal(readThousandths("1 1/2"), 1500);
});

test("what is typed is compared without accents, capitals and marks", () => {
  assert.equal(sounds("  ÑAHUI, Rosa-María "), "nahui rosa maria");
});

const person = (fields) => ({ names: "Ana María", paternal: "Quispe", maternal: "Huamán", type: "user", hidden: false, erased: false, ...fields });
const people = {
  ana: person({ doc_number: "10117410", born_on: "1980-05-01" }),
  rosa: person({ names: "Rosa", paternal: "Condori", maternal: "Apaza", doc_number: "41111111" }),
  gone: person({ hidden: true }),
};
const likenesses = (typed, herself) => similarTo(people, typed, herself).map(({ id, why }) => `${id}: ${why}`);

test("a likely duplicate is found by document, by name however it is spelt, and by birth date", () => {
  assert.deepEqual(likenesses({ doc_number: "41111111" }), ["rosa: document"]);
  assert.deepEqual(likenesses({ names: "ana maria", paternal: "KISPE", maternal: "Guaman" }), ["ana: name"]);
  assert.deepEqual(likenesses({ names: "Ana", paternal: "Qiuspe", maternal: "Huaman" }), ["ana: name"]);
  assert.deepEqual(likenesses({ names: "Ana", paternal: "Quispe", born_on: "1980-05-01" }), ["ana: name,birth"]);
});

test("two on the roll with one document are shown as one until somebody says who they are", () => {
  const roll = { ...people, twin: person({ doc_number: "41111111", conflicts: {} }), before: person({ doc_number: "10117410", left_on: "2026-01-01" }) };
  const marked = () => everybody({ people: { ...roll } }, "2026-03-02").filter(({ conflict }) => conflict).map(({ id }) => id).sort();
  assert.deepEqual([twinsOf(roll, "twin"), twinsOf(roll, "rosa"), twinsOf(roll, "ana"), twinsOf(roll, "gone")], [["rosa"], ["twin"], [], []]);
  assert.deepEqual(marked(), ["rosa", "twin"]);
  roll.twin = { ...roll.twin, hidden: true };
  assert.deepEqual([twinsOf(roll, "rosa"), marked()], [[], []]);
});

test("a likeness is not seen in one word, in a stranger, or in herself", () => {
  assert.deepEqual(likenesses({ names: "Ana" }), []);
  assert.deepEqual(likenesses({ names: "Ana", paternal: "Mamani", maternal: "Flores" }), []);
  assert.deepEqual(likenesses(people.ana, "ana"), []);
});

test("a month adds its days, and a person who came twice is one person", () => {
  const books = fold(aYear());
  const march = monthOf(books, "2026-03");
  assert.equal(march.days.length, 31);
  assert.equal(march.cooked, 31);
  assert.equal(march.plates, march.days.reduce((sum, { plates }) => sum + plates, 0));
  assert.equal(march.rations.paid, 9 * 31);
  assert.ok(march.people <= 300 && march.people > march.days[0].people);
  assert.equal(march.due_cents, march.days.reduce((sum, { due_cents }) => sum + due_cents, 0));
  assert.deepEqual(dayOf(books, "2025-01-01"), { on: "2025-01-01", services: [], skipped: null, rations: {}, plates: 0, people: 0, due_cents: 0, credit_cents: 0, disputed: false });
});

test("a batch is what fits, and one at least", () => {
  const operation = (size) => ({ id: "x", data: { names: "a".repeat(size) } });
  assert.equal(batchOf([operation(10), operation(10), operation(10)], 2).length, 2);
  assert.equal(batchOf([operation(900_000), operation(200_000)], 500).length, 1);
  assert.equal(batchOf([operation(2_000_000), operation(10)], 500).length, 1);
  assert.deepEqual(batchOf([], 500), []);
});

test("tries space out to a quarter of an hour, never two alike, never sooner than the server asked", () => {
  assert.deepEqual([1, 2, 3].map((failures) => waitAfter(failures, 0)), [2_500, 5_000, 10_000]);
  assert.equal(waitAfter(1, 1), 5_000);
  assert.equal(waitAfter(50, 1), 900_000);
  assert.equal(waitAfter(1, 0, 60), 60_000);
});

test("a phone holds the log's beginning as far as there is no gap", () => {
  const row = (seq) => ({ id: `id${seq}`, seq });
  assert.deepEqual(heldFromTheStart([row(2), row(1), { id: "waiting" }, row(4)]), ["id1", "id2"]);
  assert.deepEqual(heldFromTheStart([row(2)]), []);
});
