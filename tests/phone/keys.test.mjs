// Claves of six digits: what wraps the data key, what a wrong one costs, and that neither a restart nor a clock shortens it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Database } from "../../static/phone/keeping/database.js";
import { readIdentity } from "../../static/phone/keeping/identity.js";
import { faceOf, newSlot, openSlot, rawText } from "../../static/phone/keeping/keys.js";
import { dataKey, newDataKey } from "../../static/phone/keeping/seal.js";
import { afterWrong, beginTry, keepRest } from "../../static/phone/keeping/tries.js";
import { aPhone } from "./a_phone.mjs";

const ROSA = { keeper: "5f0c2b1e-8a41-8c3d-9f27-000000000001", face: "R" };

test("a clave opens the data key that it wrapped, and another clave, or another's place, does not", async () => {
  const key = await dataKey(newDataKey());
  const slot = await newSlot(key, "482913", ROSA, 1_000);
  assert.equal(await rawText(await openSlot(slot, "482913")), await rawText(key));
  assert.equal(await openSlot(slot, "482914"), null);
  assert.equal(await openSlot({ ...slot, keeper: "another" }, "482913"), null);
});

test("even a phone that is very slow does six hundred thousand rounds", async (context) => {
  let now = 0;
  context.mock.method(performance, "now", () => (now += 60_000));
  assert.equal((await newSlot(await dataKey(newDataKey()), "482913", ROSA)).iterations, 600_000);
});

test("two keepers with one initial are told apart by a number", () => {
  assert.equal(faceOf("rosa", []), "R");
  assert.equal(faceOf("Rita", ["R", "L"]), "R2");
  assert.equal(faceOf("Ruth", ["R", "R2"]), "R3");
});

test("after five wrong ones waits begin at half a minute and double up to an hour", () => {
  const owed = [];
  for (let tries = { wrong: 0, owed: 0 }; owed.length < 14; owed.push(tries.owed / 1000)) tries = afterWrong(tries);
  assert.deepEqual(owed, [0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]);
});

test("a try is written down before it is made, and none is made while anything is owed, whatever the clock says", async () => {
  aPhone({});
  const database = new Database();
  for (let wrong = 1; wrong <= 5; wrong += 1) assert.equal((await beginTry(database)).wrong, wrong);
  assert.equal(await beginTry(database), null);
  database.close();
  const restarted = new Database();
  assert.equal(await beginTry(restarted), null);
  await keepRest(restarted, { wrong: 5, owed: 12_000 });
  await keepRest(restarted, { wrong: 5, owed: 25_000 }); // another tab, which is behind
  await keepRest(restarted, { wrong: 4, owed: 0 }); // another, which has not heard of the fifth
  assert.deepEqual((await readIdentity(restarted)).tries, { wrong: 5, owed: 12_000 });
  await keepRest(restarted, { wrong: 5, owed: 0 });
  assert.deepEqual(await beginTry(restarted), { wrong: 6, owed: 60_000 });
  restarted.close();
});
