// The right to be erased reaches the phone: counts stay, and what says who she was is nowhere any more.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { Database } from "../../static/phone/keeping/database.js";
import { readIdentity } from "../../static/phone/keeping/identity.js";
import { linesOf } from "../../static/phone/keeping/journal-lines.js";
import { dataKey, unseal } from "../../static/phone/keeping/seal.js";
import { atRest, closeAll, DAY, fails, JOURNAL, phone, registers, reopened, serves, swapStorage, tamper } from "./a_phone.mjs";
import { aServer } from "./a_server.mjs";

afterEach(closeAll);

const KEY = `${DAY}/1`;

function erasureOf(person) {
  return { id: "0e6b51d2-77c9-8a14-a5f0-000000000001", kind: "person.erased", v: 1, on: DAY, by: "system", at: 1, data: { person } };
}

/** All that lies on the disk, the journal too, opened with the key that lies beside it. */
async function everythingUnsealed() {
  const { operations, snapshots, pages, drafts } = await atRest();
  const journal = (await atRest(JOURNAL)).texts.flatMap(({ text }) => linesOf(text)).filter(({ id }) => id);
  const key = await dataKey((await identityAtRest()).key);
  const places = [...[...operations, ...journal].map(({ id, sealed }) => [`operation/${id}`, sealed]), ...snapshots.map(({ sealed }) => ["snapshot", sealed]), ...pages.map(({ sealed }) => ["page", sealed]), ...drafts.map((draft) => [`draft/${draft.key}`, draft.sealed])];
  return JSON.stringify(await Promise.all(places.map(([place, sealed]) => unseal(key, place, sealed))));
}

async function identityAtRest() {
  const database = new Database();
  const identity = await readIdentity(database);
  database.close();
  return identity;
}

test("an erasure takes the person's fields out of operations, pages and drafts on the disk too", async () => {
  const server = aServer();
  server.codes.set("WXYZ", null);
  const one = await phone(server);
  const flor = await registers(one, { names: "Flor" });
  await one.syncNow();
  swapStorage();
  const two = await phone(server, "WXYZ", "Lucía");
  await two.syncNow();
  const ana = await registers(two, { names: "Anastasia" });
  await two.record({ id: two.newId(), kind: "beneficiary.amended", on: DAY, data: { person: flor, address: "Mz A" }, base: { address: null } });
  await two.keepDraft(`amend/${flor}`, { names: "Florinda" });
  await two.keepDraft("amend", { person: flor, names: "Florinda" });
  await two.keepDraft("register", { names: "Florencia" });
  await serves(two, flor);
  await two.syncNow();
  server.append(erasureOf(flor));
  await two.syncNow();
  const again = await reopened(two);
  for (const notebook of [two, again]) {
    assert.doesNotMatch(JSON.stringify([notebook.books(), notebook.operations()]), /Flor|Mz A/);
    assert.equal(notebook.books().people[ana].names, "Anastasia");
    assert.equal(notebook.books().people[flor].erased, true);
    assert.equal(notebook.books().services[KEY].named.paid, 1);
  }
  assert.doesNotMatch(await everythingUnsealed(), /Flor\b|Florinda|Mz A/);
  assert.match(await everythingUnsealed(), /Florencia/);
});

test("an erasure does not stay behind in a snapshot", async () => {
  const server = aServer();
  const notebook = await phone(server);
  const flor = await registers(notebook, { names: "Flor" });
  await Promise.all(Array.from({ length: 1_010 }, () => serves(notebook, flor)));
  await notebook.syncNow();
  server.append(erasureOf(flor));
  await notebook.syncNow();
  assert.match(await everythingUnsealed(), /rations.served/);
  assert.doesNotMatch(await everythingUnsealed(), /Flor/);
  assert.equal((await reopened(notebook)).books().people[flor].erased, true);
});

test("an erasure that the journal could not take in is done at the next start", async () => {
  const server = aServer();
  const notebook = await phone(server);
  const flor = await registers(notebook, { names: "Flor" });
  await notebook.syncNow();
  server.append(erasureOf(flor));
  const works = fails(JOURNAL);
  await notebook.syncNow();
  assert.match(await everythingUnsealed(), /Flor/);
  const again = await reopened(notebook); // a journal without room keeps nobody's notebook shut
  assert.equal(again.books().people[flor].erased, true);
  works();
  await reopened(again);
  assert.doesNotMatch(await everythingUnsealed(), /Flor/);
});

test("a journal of before the erasure that could not be removed goes at the next start", async () => {
  const server = aServer();
  const notebook = await phone(server);
  const flor = await registers(notebook, { names: "Flor" });
  await notebook.syncNow();
  const before = (await atRest(JOURNAL)).texts;
  server.append(erasureOf(flor));
  await notebook.syncNow();
  await tamper("texts", (texts) => before.forEach((text) => texts.add(text)), JOURNAL);
  assert.match(await everythingUnsealed(), /Flor/);
  await reopened(notebook);
  assert.doesNotMatch(await everythingUnsealed(), /Flor/);
});

test("what another tab wrote about her while she was being erased goes at the next start, from the journal too", async () => {
  const server = aServer();
  const notebook = await phone(server);
  const flor = await registers(notebook, { names: "Flor" });
  await notebook.syncNow();
  const [{ operations }, { texts }] = await Promise.all([atRest(), atRest(JOURNAL)]);
  server.append(erasureOf(flor));
  await notebook.syncNow();
  const { journal: n } = await identityAtRest();
  await tamper("operations", (rows) => operations.forEach((row) => rows.put(row)));
  await tamper("texts", (store) => texts.forEach(({ text }) => store.add({ n, text })), JOURNAL);
  await reopened(notebook);
  assert.doesNotMatch(await everythingUnsealed(), /Flor/);
});

test("what is left of an erased person's operations goes out as what it is: after a restore, and of a form that was open meanwhile", async () => {
  const server = aServer();
  const notebook = await phone(server);
  const flor = await registers(notebook, { names: "Flor" });
  await notebook.syncNow();
  server.append(erasureOf(flor));
  await notebook.syncNow();
  server.log.length = 0; // and the erasure is done again
  server.ids.clear();
  server.epoch = "two";
  server.append(erasureOf(flor));
  const edit = await notebook.record({ id: notebook.newId(), kind: "beneficiary.amended", on: DAY, data: { person: flor, address: "Mz A" }, base: { address: null } });
  await notebook.syncNow();
  const told = [flor, edit.id].map((id) => server.ids.get(id)).map(({ data, base, erased }) => ({ data, base, erased }));
  assert.deepEqual(told, [{ data: { type: "member" }, base: undefined, erased: true }, { data: { person: flor }, base: {}, erased: true }]);
  assert.equal(notebook.status().pending, 0);
});
