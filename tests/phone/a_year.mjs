// A kitchen's year of 21,000 operations: 300 people, 300 days of a description, a count, ticks by name and food used.
import { seeded } from "./chance.mjs";

const id = (n) => `5f0c2b1e-8a41-8c3d-9f27-${String(n).padStart(12, "0")}`;

export function aYear() {
  const random = seeded("a year");
  const operations = [];
  const write = (kind, on, data, base) => {
    const seq = operations.length + 1;
    operations.push({ id: id(seq), kind, v: 1, on, by: id(1), at: 1772467200 + seq, ...(base && { base }), data, seq });
    return id(seq);
  };
  write("keeper.joined", "2026-01-01", { name: "Rosa" });
  const people = [];
  for (let n = 0; n < 300; n += 1) people.push(write("beneficiary.registered", "2026-01-01", { names: `Ana ${n}`, paternal: "Quispe", type: "member" }));
  const everyDay = Math.floor((21_000 - operations.length) / 300);
  for (let day = 0; day < 300; day += 1) writeDay(write, dateOf(day), everyDay, people, random);
  while (operations.length < 21_000) write("food.used", "2026-12-01", { food: "arroz", source: "pca", qty: 1000 });
  return operations;
}

function dateOf(day) {
  return new Date(Date.UTC(2026, 0, 2 + day)).toISOString().slice(0, 10);
}

function writeDay(write, on, size, people, random) {
  write("service.described", on, { slot: 1, menu: "Lentejas", price_cents: 300 }, { menu: null, price_cents: null });
  const count = write("rations.counted", on, { slot: 1, counts: { member: 20, paid: 8 }, prices: { member: 200, paid: 300 } });
  write("rations.counted", on, { slot: 1, counts: { paid: 9 }, prices: { paid: 300 }, replaces: [count] });
  write("food.used", on, { food: "arroz", source: "pca", qty: 8000, slot: 1 });
  for (let left = size - 4; left > 0; left -= 1) {
    const person = people[Math.floor(random() * people.length)];
    write("rations.served", on, { slot: 1, person, class: "member", price_cents: 200 });
  }
}
