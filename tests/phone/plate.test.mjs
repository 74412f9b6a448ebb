// Who pays for the plate, on the phone: the same sums as app/rollups/plate.py, and each part told by what it is made of.
import assert from "node:assert/strict";
import { test } from "node:test";
import { monthMoney } from "../../static/phone/reading/month-money.js";
import { plateOf } from "../../static/phone/reading/plate.js";

const foods = new Map([["arroz", { name: "Arroz", measure: "g" }], ["aceite", { name: "Aceite", measure: "ml" }], ["papa", { name: "Papa", measure: "g" }]]);
const plain = (text) => text?.replace(/\u00a0/g, " ");
const money = (own, collected_cents, credit_paid_cents = 0) =>
  ({ in: {}, out: { subsidy: 0, social_aid: 0, own }, collected_cents, credit_paid_cents, dues_cents: 0 });
const none = { pca: 0, donation: 0, harvest: 0 };

test("diners pay up to what was spent of the kitchen's own, and the women the rest", () => {
  const parts = (...paid) => { const { diners, women } = plateOf(money(...paid), none); return { diners, women }; };
  assert.deepEqual(parts(10_000, 6_000, 500), { diners: 6_500, women: 3_500 });
  assert.deepEqual(parts(5_000, 6_000), { diners: 5_000, women: 0 });
  assert.deepEqual(parts(0, 6_000), { diners: 0, women: 0 });
  assert.equal(plateOf(money(5_000, 6_000), { ...none, harvest: 700 }).women, 700);
});

const DAY = "2026-03-02";
const use = (food, source, qty, value_cents, on = DAY) => ({ id: `${food}${source}${on}${qty}`, kind: "food.used", on, data: { food, source, qty, ...(value_cents && { value_cents }) } });
const pays = (fund, category, amount_cents) => ({ id: category, kind: "cash.spent", on: DAY, data: { fund, category, amount_cents } });
const came = (food, source, received_qty, value_cents) => ({ id: `came${food}`, kind: "food.received", on: DAY, data: { food, source, received_qty, value_cents } });

test("a month's parts add up to its cost, and each part's rows to the part", () => {
  const books = {
    services: { [`${DAY}/1`]: { on: DAY, slot: 1, due_cents: 6_000 } },
    cash: { [DAY]: { in: { subsidy: 20_000 }, out: { subsidy: 6_800, own: 9_000, social_aid: 400 }, credit_paid_cents: 350, settled: { 1: 5_500 } } },
  };
  const written = [
    came("arroz", "pca", 50_000, 20_000), came("papa", "purchase", 20_000, 4_800),
    use("arroz", "pca", 8_000, 3_200), use("arroz", "pca", 2_000, 800, "2026-03-05"), use("aceite", "pca", 500), use("papa", "purchase", 5_000, 1_200),
    use("papa", "harvest", 4_000, 960), use("aceite", "donation", 1_000, 900), use("arroz", "pca", 1_000, 400, "2026-02-28"),
    pays("subsidy", "food", 4_800), pays("subsidy", "gas", 2_000), pays("own", "gas", 9_000), pays("social_aid", "water", 400),
  ];
  const { plate, sources, funds, priceless } = monthMoney(books, written, foods, "2026-03", 40);
  const parts = Object.fromEntries(plate.parts.map((one) => [one.part, one]));
  const told = (part) => [parts[part].cents, parts[part].rows.map(({ name, word, cents }) => [plain(name) ?? word, cents])];
  assert.deepEqual(told("state_kind"), [4_000, [["Arroz, 10 kg", 4_000]]]);
  assert.deepEqual(told("state_cash"), [6_800, [["food", 4_800], ["gas", 2_000]]]);
  assert.deepEqual(told("women"), [4_110, [["Papa, 4 kg", 960], ["own", 9_000], ["diners", -5_850]]]);
  assert.deepEqual(told("diners"), [5_850, [["collected", 5_500], ["credit", 350]]]);
  assert.deepEqual(told("donations"), [1_300, [["Aceite, 1 l", 900], ["water", 400]]]);
  for (const { cents, rows } of plate.parts) assert.equal(rows.reduce((sum, row) => sum + row.cents, 0), cents);
  assert.deepEqual([plate.cost, plate.each, plate.state.cents], [22_060, 552, 10_800]);
  assert.equal(parts.state_kind.each, 100);
  assert.deepEqual(sources.map(({ source, received, used }) => [source, plain(received.amount), received.cents, plain(used.amount), used.cents]), [
    ["pca", "50 kg", 20_000, "10 kg + 0.5 l", 4_000], ["purchase", "20 kg", 4_800, "5 kg", 1_200], ["donation", "", 0, "1 l", 900], ["harvest", "", 0, "4 kg", 960],
  ]);
  assert.deepEqual(funds, [{ key: "subsidy", taken: 20_000, spent: 6_800 }, { key: "social_aid", taken: 0, spent: 400 }, { key: "own", taken: 5_850, spent: 9_000 }]);
  assert.deepEqual(priceless.map(({ id, name, amount, liquid }) => [id, name, plain(amount), liquid]), [["aceite|pca", "Aceite", "0.5 l", true]]);
});

test("what the diners paid beyond what was spent is said, and a month without anything has no cost", () => {
  const books = { services: { [`${DAY}/1`]: { on: DAY, slot: 1, due_cents: 6_000 } }, cash: { [DAY]: { out: { own: 2_000 } } } };
  const { plate } = monthMoney(books, [pays("own", "gas", 2_000)], foods, "2026-03", 20);
  const [, , women, diners] = plate.parts;
  assert.deepEqual(diners.rows.map(({ word, cents }) => [word, cents]), [["collected", 6_000], ["kept", -4_000]]);
  assert.deepEqual([women.cents, diners.share], [0, 1]);
  const empty = monthMoney({ services: {}, cash: {} }, [], foods, "2026-03", 0);
  assert.deepEqual([empty.plate.cost, empty.plate.each, empty.sources, empty.funds], [0, null, [], []]);
});
