// The pantry's think files: the kardex against the books, lots that are probably left, units remembered, a delivery's lines.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fold } from "../../static/phone/books/books.js";
import { daysLate, deliveryEntries, differences, parted, SHARED } from "../../static/phone/reading/delivery.js";
import { kardexLines, standings } from "../../static/phone/reading/kardex.js";
import { inGrams, lastUnit, quantityView, typed } from "../../static/phone/reading/quantities.js";
import { expiryOf, lotsLeft, ownFoods, sameFood, stockLines } from "../../static/phone/reading/stock.js";
import { seeded } from "./chance.mjs";

const TODAY = "2026-03-02";
const KINDS = ["food.received", "food.used", "food.wasted", "food.counted"];
const foods = new Map([["arroz", { name: "Arroz", measure: "g" }], ["aceite", { name: "Aceite", measure: "ml" }]]);
const plain = (text) => text?.replace(/\u00a0/g, " ");
const example = (name) => JSON.parse(readFileSync(new URL(`../shared/${name}.json`, import.meta.url), "utf8"));

/** What was written, as the notebook hands it out. */
function written(operations) {
  const undone = new Set(operations.filter(({ kind }) => kind === "operation.undone").map(({ data }) => data.target));
  return operations.filter(({ kind }) => KINDS.includes(kind)).map((operation) => ({ ...operation, state: "received", undone: undone.has(operation.id) }));
}

function aShelf(random) {
  const days = ["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04"];
  const some = (list) => list[Math.floor(random() * list.length)];
  const moves = Array.from({ length: 12 }, (_, n) => {
    const kind = some(KINDS);
    const qty = Math.floor(random() * 50);
    const data = { food: "arroz", source: "pca", ...(kind === "food.received" ? { received_qty: qty } : { qty }) };
    return { id: `id${String(n).padStart(2, "0")}`, kind, v: 1, on: some(days), by: "K", at: 0, data };
  });
  return [...moves, { id: "undo", kind: "operation.undone", v: 1, on: TODAY, by: "K", at: 0, data: { target: "id03" } }];
}

test("whatever is written of a shelf, its kardex ends with the books' balance, and its adjustments are the books'", () => {
  const random = seeded("a kardex");
  for (let turn = 0; turn < 200; turn += 1) {
    const operations = aShelf(random);
    const left = [...standings(written(operations)).values()].filter(({ ignored }) => !ignored);
    const stock = fold(operations).stock["arroz|pca"];
    assert.equal(left[left.length - 1].balance, stock.balance);
    assert.equal(left.reduce((sum, { adjusted = 0 }) => sum + adjusted, 0), stock.adjusted);
  }
});

test("a kardex tells each day what came, went and was left, what a count changed, and what was undone", () => {
  const { operations, books } = example("a_shelf_is_counted");
  const rice = written(operations).filter(({ data }) => data.food === "arroz");
  const lines = kardexLines(rice, foods, books);
  assert.deepEqual(lines.map(({ on, amount, balance, mark }) => [on.slice(8), plain(amount), plain(balance), mark]), [
    ["05", "10 kg", undefined, "undone"], ["04", "0.7 kg", "34.3 kg", "received"], ["04", "5 kg", "35 kg", "received"], ["03", "40 kg", "40 kg", "received"],
    ["03", "1.5 kg", "40.5 kg", "received"], ["02", "8 kg", "42 kg", "received"], ["02", "50 kg", "50 kg", "received"],
  ]);
  assert.equal(plain(lines[3].less), "0.5 kg");
  assert.ok(lines.every(({ by }) => by === "Rosa"));
});

test("what expires first is eaten first, and only what is left is warned of", () => {
  const lots = [{ lot: "A", expires_on: "2026-02-28", received: 20 }, { lot: "B", expires_on: "2026-03-20", received: 50 }, { lot: "C", received: 5 }];
  assert.deepEqual(lotsLeft({ lots, balance: 75 }).map(({ lot, left }) => [lot, left]), [["A", 20], ["B", 50], ["C", 5]]);
  assert.deepEqual(lotsLeft({ lots, balance: 40 }).map(({ lot, left }) => [lot, left]), [["B", 35], ["C", 5]]);
  assert.deepEqual(lotsLeft({ lots, balance: -3 }), []);
  assert.equal(expiryOf(lotsLeft({ lots, balance: 75 }), TODAY).expiry, "expired");
  assert.deepEqual(expiryOf(lotsLeft({ lots, balance: 40 }), TODAY), { expiry: "soon", expires_on: "2026-03-20" });
  assert.equal(expiryOf([{ expires_on: "2027-01-01" }], TODAY).expiry, "");
  assert.equal(expiryOf([{ lot: "C" }], TODAY).expiry, "");
});

test("the list adds a food's sources, in one order, and shows one source when asked", () => {
  const { books } = example("lots_and_own_foods");
  const named = new Map([...foods, ...Object.entries(books.foods)]);
  const lines = stockLines(books, named, "", TODAY);
  assert.deepEqual(lines.map(({ name, negative }) => [name, negative]), [["Arroz", false], ["Oca", false], ["Yogur", true]]);
  assert.deepEqual(lines.slice(0, 2).map(({ balance }) => plain(balance)), ["65 kg", "4 kg"]);
  assert.deepEqual(lines[0].sources.map(({ source, balance }) => [source, plain(balance)]), [["pca", "58 kg"], ["purchase", "7 kg"]]);
  assert.deepEqual(stockLines(books, named, "harvest", TODAY).map(({ name }) => name), ["Oca"]);
  assert.deepEqual(ownFoods(books).map(({ name }) => name), ["Oca"]);
  assert.equal(sameFood(named, " ARRÓZ "), "Arroz");
  assert.equal(sameFood(named, ""), undefined);
});

test("quantities are typed in sacks and written in grams, and a sack without its content is no quantity", () => {
  const raw = { measure: "sack", unit_qty: "49,5", received_qty: "2 1/2", qty: "many" };
  assert.equal(typed(raw, "received_qty"), 123_750);
  assert.ok(Number.isNaN(typed(raw, "qty")));
  assert.ok(Number.isNaN(typed({ measure: "sack", qty: "3" }, "qty")));
  assert.equal(plain(quantityView(raw, "g", ["received_qty", "asked_qty"]).amounts.received_qty), "123.75 kg");
  assert.deepEqual(inGrams({ food: "arroz", qty: 2, unit_qty: 50_000 }, 50_000, "saco"), { food: "arroz", qty: 100_000, unit: "saco", unit_qty: 50_000 });
  assert.deepEqual(inGrams({ food: "arroz", qty: 0.5 }, 1000, undefined), { food: "arroz", qty: 500 });
});

test("the unit of last time comes back: first as it was received or used, then as anything", () => {
  const move = (kind, unit, undone = false) => ({ kind, undone, data: { food: "arroz", ...(unit && { unit, unit_qty: 50_000 }) } });
  assert.deepEqual(lastUnit([move("food.used"), move("food.received", "saco")], "arroz", "food.received"), { unit: "saco", unit_qty: 50_000 });
  assert.deepEqual(lastUnit([move("food.used"), move("food.received", "saco")], "arroz", "food.used"), {});
  assert.deepEqual(lastUnit([move("food.counted"), move("food.received", "saco")], "arroz", "food.wasted"), { unit: "saco", unit_qty: 50_000 });
  assert.deepEqual(lastUnit([move("food.received", "saco", true)], "arroz", "food.received"), {});
});

test("a delivery says its papers on every line, ties several, and tells what is missing and late", () => {
  const [shared, own] = parted({ source: "pca", document: "PECOSA 1", promised_on: "2026-02-27", food: "arroz", received_qty: 150_000 }, SHARED);
  const lines = [{ id: "one", data: own }, { id: "two", data: { food: "aceite", received_qty: 20_000 } }];
  const entries = deliveryEntries(lines, shared, "two", TODAY);
  assert.deepEqual(entries.map(({ id, kind, data }) => [id, kind, data.food, data.document, data.delivery]), [
    ["one", "food.received", "arroz", "PECOSA 1", "two"], ["two", "food.received", "aceite", "PECOSA 1", "two"],
  ]);
  assert.equal(deliveryEntries(lines.slice(0, 1), shared, "one", TODAY)[0].data.delivery, undefined);
  assert.deepEqual([daysLate("2026-02-27", TODAY), daysLate("2026-03-05", TODAY), daysLate(TODAY, TODAY), daysLate(undefined, TODAY)], [{ late: 3 }, { early: 3 }, {}, {}]);
  const told = differences({ measure: "sack", unit_qty: "50", promised_qty: "4", received_qty: "3", promised_on: "2026-02-27", on: TODAY }, "g");
  assert.deepEqual({ ...told, short: plain(told.short) }, { short: "50 kg", over: "", late: 3 });
});
