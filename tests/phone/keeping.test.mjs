// Three witnesses of what a phone wrote: database, journal and canary. What one loses another gives back, and what none has is said.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { latestGeneration, nameOf } from "../../static/phone/keeping/generations.js";
import { lineOf, linesOf } from "../../static/phone/keeping/journal-lines.js";
import { atRest, closeAll, counts, damage, fails, goes, JOURNAL, opened, phone, registers, reopened, serves, tamper } from "./a_phone.mjs";
import { aServer } from "./a_server.mjs";
import { seeded } from "./chance.mjs";

afterEach(closeAll);
const DATABASE = "mi-comedor";
const lines = async () => (await atRest(JOURNAL)).texts.map(({ text }) => text).join("").trim().split("\n").filter(Boolean);

test("the database is gone: all comes back from the journal, with who this phone is, and goes up again as a repetition", async () => {
  const server = aServer();
  const notebook = await phone(server);
  const ana = await registers(notebook);
  await notebook.syncNow();
  await serves(notebook, ana);
  const books = notebook.books();
  notebook.close();
  await goes(DATABASE);
  const again = await opened();
  assert.deepEqual(again.books(), books);
  assert.deepEqual([again.status().pending, again.status().lost, again.keeper.name], [3, null, "Rosa"]);
  await again.syncNow();
  assert.equal(again.status().pending, 0);
  assert.equal(server.log.length, 3);
});

test("the journal is gone: it is written anew, and serves", async () => {
  const notebook = await phone(aServer());
  await counts(notebook, 3);
  notebook.close();
  await goes(JOURNAL);
  const again = await opened();
  again.close();
  assert.equal((await lines()).length, 3);
  await goes(DATABASE);
  assert.equal((await opened()).status().pending, 2);
});

test("some rows of the database are gone: they come back in their order", async () => {
  const notebook = await phone(aServer());
  const first = await counts(notebook, 3);
  const second = await counts(notebook, 4, { replaces: [first] });
  const before = notebook.operations().map(({ id }) => id);
  await tamper("operations", (operations) => operations.delete(first));
  const again = await reopened(notebook);
  assert.deepEqual(again.operations().map(({ id }) => id), before);
  assert.equal(again.operations()[0].id, second);
});

test("a damaged record comes back from the journal, whose own torn lines harm no other", async () => {
  const notebook = await phone(aServer());
  const [one, other] = [await counts(notebook, 3), await counts(notebook, 4)];
  await damage(one);
  await damage(other);
  notebook.close();
  await tamper("texts", (store) => {
    store.openCursor(null, "prev").onsuccess = ({ target: { result } }) => result.update({ ...result.value, text: result.value.text.slice(0, 60) });
  }, JOURNAL);
  const again = await opened();
  assert.equal(again.status().damaged, 1);
  assert.deepEqual(again.operations({ kind: "rations.counted" }).map(({ id }) => id), [one]);
  const third = await counts(again, 5);
  again.close();
  await goes(DATABASE);
  assert.deepEqual(new Set((await opened()).operations({ kind: "rations.counted" }).map(({ id }) => id)), new Set([one, third]));
});

test("database and journal lost the same: it is said how much and since when, until the federation gives it back", async () => {
  const server = aServer();
  const notebook = await phone(server);
  const [first, , third] = [await counts(notebook, 3), await counts(notebook, 4), await counts(notebook, 5)];
  const { at } = notebook.operations({ id: first })[0];
  await notebook.syncNow();
  notebook.close();
  await tamper("operations", (operations) => operations.clear());
  await tamper("snapshots", (snapshots) => snapshots.clear());
  await goes(JOURNAL);
  const again = await opened();
  assert.equal(again.status().lost.count, 4);
  await reopened(again).then((next) => assert.equal(next.status().lost.count, 4));
  const fourth = await opened();
  await fourth.syncNow();
  assert.equal(fourth.status().lost, null);
  assert.ok(fourth.operations({ id: third }).length && at);
});

test("a journal that finds no room fails no save; it is told, and made good at the next start", async () => {
  const notebook = await phone(aServer());
  const hasRoom = fails(JOURNAL);
  const count = await counts(notebook, 3);
  assert.equal(notebook.status().weak, "behind");
  hasRoom();
  await counts(notebook, 4);
  assert.equal(notebook.status().weak, "behind"); // one is still missing there
  const again = await reopened(notebook);
  assert.equal(again.status().weak, "second");
  again.close();
  await goes(DATABASE);
  assert.equal((await opened()).operations({ id: count }).length, 1);
});

test("a full phone keeps its old rows, in the journal too, and counts nothing that it did not save", async () => {
  const notebook = await phone(aServer());
  await counts(notebook, 3);
  const before = [await lines(), localStorage.getItem(DATABASE)];
  const hasRoom = fails(DATABASE);
  await assert.rejects(counts(notebook, 4), { code: "quota" });
  hasRoom();
  assert.deepEqual([await lines(), localStorage.getItem(DATABASE)], before);
  assert.equal((await reopened(notebook)).status().lost, null);
});

test("a phone so full that nothing can be mended opens its notebook all the same", async () => {
  const server = aServer();
  const notebook = await phone(server);
  await counts(notebook, 3);
  await tamper("outbox", (outbox) => outbox.clear());
  const works = fails(DATABASE);
  const again = await reopened(notebook);
  assert.equal(again.operations().length, 2);
  works();
  await (await reopened(again)).syncNow();
  assert.equal(server.log.length, 2);
});

test("what waits and is no more among what waits, waits again", async () => {
  const server = aServer();
  const notebook = await phone(server);
  await counts(notebook, 3);
  await tamper("outbox", (outbox) => outbox.clear());
  const again = await reopened(notebook);
  assert.equal(again.status().pending, 2);
  await again.syncNow();
  assert.deepEqual([again.status().pending, server.log.length], [0, 2]);
  assert.equal((await reopened(again)).status().pending, 0);
});

test("of several generations of the database the last complete one counts, and those before it go", async () => {
  const notebook = await phone(aServer());
  notebook.close();
  const make = (generation, complete) => new Promise((resolve) => {
    const opening = indexedDB.open(nameOf(generation), 2);
    opening.onupgradeneeded = () => void opening.result.createObjectStore("meta").put(complete, "complete");
    opening.onsuccess = () => resolve(opening.result.close());
  });
  await make(2, undefined);
  assert.equal(await latestGeneration(), 1);
  await make(3, true);
  assert.equal(await latestGeneration(), 3);
  await new Promise((resolve) => { setTimeout(resolve, 50); });
  assert.deepEqual((await indexedDB.databases()).map(({ name }) => name).filter((name) => name.startsWith("mi-comedor")).sort(), [nameOf(3), JOURNAL]);
});

test("whatever happens to some bytes of a journal, the lines that they are not of are read (200 journals)", () => {
  const random = seeded("journal");
  for (let turn = 0; turn < 200; turn += 1) {
    const told = Array.from({ length: 1 + Math.floor(random() * 9) }, (_, made) =>
      ({ id: `${turn}-${made}`, made, sealed: Uint8Array.from({ length: Math.floor(random() * 300) }, () => random() * 256) }));
    const texts = told.map(lineOf);
    const spoilt = Math.floor(random() * told.length);
    const at = Math.floor(random() * texts[spoilt].length);
    const cut = random() < 0.5;
    texts[spoilt] = cut ? texts[spoilt].slice(0, at) : `${texts[spoilt].slice(0, at)}${random() < 0.5 ? "\n" : "~"}${texts[spoilt].slice(at + 1)}`;
    const read = linesOf(texts.join("")).filter(({ made }) => made !== spoilt); // its own outer breaks may go without harm
    assert.deepEqual(read, told.filter(({ made }) => made !== spoilt));
  }
});
