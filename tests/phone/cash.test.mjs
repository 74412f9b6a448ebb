// The box on the phone: what is written together stays together, and what the funds, debts and receipts come to.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { atRest, closeAll, DAY, phone } from "./a_phone.mjs";
import { aServer } from "./a_server.mjs";
import { boxOf, likelyFund, subsidyOn } from "../../static/phone/reading/cash.js";
import { creditMarks, debtsOf } from "../../static/phone/reading/debts.js";
import { purchaseEntries, untold } from "../../static/phone/reading/purchase.js";
import { otherTotal, rucFault, sameReceipt, warningsOf } from "../../static/phone/reading/receipts.js";
import { unvalued, worthOf } from "../../static/phone/reading/worth.js";

afterEach(closeAll);

/** A purchase of two foods: the payment first. */
async function buys(notebook) {
  const spent = notebook.newId();
  const food = (slug) => ({ id: notebook.newId(), kind: "food.received", on: DAY, data: { food: slug, source: "purchase", received_qty: 1_000, with: spent } });
  const entries = [{ id: spent, kind: "cash.spent", on: DAY, data: { amount_cents: 6_800, fund: "own", category: "food" } }, food("papa"), food("arroz")];
  await notebook.record(...entries);
  return entries.map(({ id }) => id);
}

/** The disk has room for the first operations only. */
function roomFor(operations) {
  const put = IDBObjectStore.prototype.put;
  let puts = 0;
  IDBObjectStore.prototype.put = function limited(...values) {
    puts += 1;
    if (puts > 2 * operations) this.transaction.abort(); // each is put with its mark of waiting
    return put.apply(this, values);
  };
  return () => { IDBObjectStore.prototype.put = put; };
}

test("a purchase and its foods are kept together, or not at all", async () => {
  const notebook = await phone(aServer());
  const free = roomFor(1);
  await assert.rejects(buys(notebook));
  free();
  assert.equal((await atRest()).operations.length, 1); // Rosa's joining
  assert.deepEqual(notebook.operations({ kind: "cash.spent" }), []);
  await buys(notebook);
  const { operations, outbox } = await atRest();
  assert.deepEqual([operations.length, outbox.length], [4, 4]);
  assert.deepEqual(operations.map(({ made }) => made).sort(), [1, 2, 3, 4]);
});

for (const which of [0, 1, 2]) {
  test(`whichever of its parts is undone, a purchase goes whole and once (${which})`, async () => {
    const notebook = await phone(aServer());
    const ids = await buys(notebook);
    const other = await buys(notebook);
    await Promise.all([notebook.undo(ids[which]), notebook.undo(ids[0])]);
    await notebook.undo(...ids);
    assert.deepEqual(notebook.operations({ undone: true }).map(({ id }) => id).sort(), ids);
    assert.equal(notebook.operations({ kind: "operation.undone" }).length, 3);
    assert.equal(notebook.books().stock["papa|purchase"].balance, 1_000);
    assert.equal(notebook.operations({ id: other[0] })[0].undone, false);
  });
}

const service = (on, due_cents, more = {}) => ({ on, slot: 1, due_cents, credit_cents: 0, present: {}, ...more });
const march = {
  services: { "2026-03-02/1": service("2026-03-02", 6_000), "2026-03-03/1": service("2026-03-03", 5_000), "2026-03-05/1": service("2026-03-05", 4_000) },
  cash: {
    "2026-03-01": { in: { subsidy: 20_000, social_aid: 3_000 } },
    "2026-03-02": { in: { own: 1_500 }, out: { subsidy: 6_800, own: 2_000 }, dues_cents: 500, settled: { 1: 5_500 } },
    "2026-03-03": { credit_paid_cents: 350, credit_forgiven_cents: 700, counted_cents: 26_000 },
    "2026-03-05": { out: { social_aid: 1_000 } },
  },
};

test("each fund holds what it took less what it spent, and what a count finds is the kitchen's own", () => {
  // Own until the 3rd: 1,500 + 500 dues + 350 credit + 5,500 settled + 5,000 due - 2,000 spent = 10,850. With 13,200 and 3,000 that is 27,050; counted 26,000.
  assert.deepEqual(boxOf(march, "2026-03-03"), { subsidy: 13_200, social_aid: 3_000, own: 9_800, box: 26_000, adjusted: -1_050 });
  assert.deepEqual(boxOf(march, "2026-03-02"), { subsidy: 13_200, social_aid: 3_000, own: 5_500, box: 21_700, adjusted: 0 });
  assert.deepEqual(boxOf(march), { subsidy: 13_200, social_aid: 2_000, own: 13_800, box: 29_000, adjusted: -1_050 });
  assert.deepEqual(boxOf({ services: {}, cash: {} }), { subsidy: 0, social_aid: 0, own: 0, box: 0, adjusted: 0 });
});

test("the subsidy is offered while some is left and its days last", () => {
  const came = (on, from_on, until_on) => ({ id: on, on, data: { amount_cents: 20_000, from_on, until_on } });
  assert.deepEqual(subsidyOn([], DAY), { state: "none" });
  assert.deepEqual(subsidyOn([came("2026-03-01", "2026-03-01", "2026-03-31"), came("2026-02-01", "2026-02-01", "2026-02-28")], DAY), { state: "open", from_on: "2026-03-01", until_on: "2026-03-31" });
  assert.equal(subsidyOn([came("2026-02-01", "2026-02-01", "2026-02-28")], DAY).state, "over");
  assert.equal(subsidyOn([came("2026-03-01", "2026-03-15")], DAY).state, "before");
  assert.equal(subsidyOn([came("2026-03-01")], DAY).state, "open");
  assert.deepEqual([likelyFund(1, "open"), likelyFund(0, "open"), likelyFund(1, "over"), likelyFund(0, "none")], ["subsidy", "own", "own", "own"]);
});

test("a RUC's check digit warns, and a receipt written twice is found however it is typed", () => {
  const faults = { "": "", "20512333797": "", "2051-2333797": "", "20512333798": "check", "2051233379": "length", "205123337970": "length", "abc": "length" };
  for (const [typed, fault] of Object.entries(faults)) assert.equal(rucFault(typed), fault, typed);
  const written = [{ id: "S", on: DAY, data: { amount_cents: 6_800, supplier_ruc: "20512333797", series: "B001", number: "000123" } }, { id: "T", on: DAY, data: { amount_cents: 100 } }];
  assert.equal(sameReceipt(written, { supplier_ruc: "20512333797", series: "b-001", number: "123" }).id, "S");
  assert.equal(sameReceipt(written, { supplier_ruc: "20512333797", series: "B002", number: "123" }), undefined);
  assert.equal(sameReceipt(written, { series: "B001", number: "123" }), undefined);
  assert.equal(sameReceipt(written, { supplier_ruc: "20512333797" }), undefined);
});

test("a payment is warned of, never refused", () => {
  assert.equal(otherTotal({ quantity: "20", unit_price_cents: "2.40", amount_cents: "48" }), null);
  assert.equal(otherTotal({ quantity: "20", unit_price_cents: "2.40", amount_cents: "50" }), 4_800);
  assert.equal(otherTotal({ quantity: "varios", unit_price_cents: "2.40", amount_cents: "50" }), null);
  const warned = (raw) => warningsOf(raw, [], { subsidy: 5_000, social_aid: 0, own: 0 }, { from_on: "2026-03-01", until_on: "2026-03-31" });
  const calm = warned({ on: DAY, fund: "subsidy", amount_cents: "50" });
  assert.deepEqual(calm, { ruc: "", twin: undefined, product: null, outside: false, over: false, held: 5_000 });
  assert.deepEqual([warned({ on: "2026-04-01", fund: "subsidy" }).outside, warned({ on: "2026-04-01", fund: "own" }).outside], [true, false]);
  assert.equal(warned({ on: DAY, fund: "subsidy", amount_cents: "50.01" }).over, true);
});

test("a purchase is one payment and a food for each line, tied by the payment's id", () => {
  const cash = { amount_cents: 6_800, fund: "subsidy", category: "food", supplier: "Puesto 14", supplier_ruc: "20512333797" };
  const lines = [{ id: "a", data: { food: "papa", received_qty: 20_000, value_cents: 4_800 } }, { id: "b", data: { food: "arroz", received_qty: 5_000, value_cents: 2_000 } }];
  const [spent, papa, arroz] = purchaseEntries({ on: DAY, id: "S", cash, lines });
  assert.deepEqual(spent, { id: "S", kind: "cash.spent", on: DAY, data: cash });
  assert.deepEqual(papa.data, { food: "papa", received_qty: 20_000, value_cents: 4_800, source: "purchase", with: "S", supplier: "Puesto 14" });
  assert.deepEqual([papa.id, arroz.id, arroz.kind], ["a", "b", "food.received"]);
  assert.equal(purchaseEntries({ on: DAY, id: "S", cash, lines: [{ id: "a", data: { food: "papa", received_qty: 1 } }] })[1].data.value_cents, 6_800);
  assert.equal("supplier_ruc" in purchaseEntries({ on: DAY, id: "S", cash: { ...cash, supplier_ruc: "123" }, lines: [] })[0].data, false);
  assert.equal(untold(6_800, lines.map(({ data }) => data)), 0);
});

test("food takes the price of its latest delivery of that source, else of any, and none where none is known", () => {
  const came = (id, on, source, received_qty, value_cents) => ({ id, kind: "food.received", on, data: { food: "arroz", source, received_qty, value_cents } });
  const moves = [came("a", "2026-02-01", "pca", 100_000, 35_000), came("b", "2026-02-20", "pca", 50_000, 20_000), came("c", "2026-02-25", "purchase", 10_000, 4_500), came("d", "2026-03-10", "pca", 10_000, 9_000), came("e", "2026-02-26", "pca", 10_000)];
  const worth = (source, on = DAY) => worthOf(moves, { food: "arroz", source, qty: 8_000 }, on).value_cents;
  assert.deepEqual([worth("pca"), worth("pca", "2026-02-10"), worth("donation"), worth("pca", "2026-01-01")], [3_200, 2_800, 3_600, undefined]);
  const use = (source, value_cents) => ({ kind: "food.used", data: { source, value_cents } });
  assert.equal(unvalued([use("pca"), use("pca", 0), use("purchase"), moves[0]]).length, 1);
});

test("a debt is what was eaten on credit less what was paid and forgiven; what nobody is named for stays apart", () => {
  const books = { services: { s: service(DAY, 0, { credit_cents: 1_750, rations: { credit: 5 }, present: { ana: [{ id: "1", class: "credit" }, { id: "5", class: "paid" }], eva: [{ id: "2", class: "credit" }], gone: [{ id: "4", class: "credit" }] } }) } };
  assert.deepEqual([...creditMarks(books)], ["1", "2", "4"]);
  const ate = (id, person) => ({ id, kind: "rations.served", data: { person, class: "credit", price_cents: 350 } });
  const gave = (kind, amount_cents, person) => ({ id: kind, kind, data: { amount_cents, person } });
  const written = [ate("1", "ana"), ate("2", "eva"), ate("4", "gone"), gave("credit.paid", 100, "ana"), gave("credit.forgiven", 50, "ana"), gave("credit.paid", 350, "eva"), gave("credit.paid", 200)];
  const debts = debtsOf(books, written, [{ id: "ana", name: "Ana" }, { id: "eva", name: "Eva" }]);
  assert.deepEqual(debts, [{ id: "ana", name: "Ana", cents: 200 }, { id: "", name: "", cents: 850 }]); // 1,750 - 700 taken off, less Ana's 200
});
