// When the phone tries by itself: soon after writing, again after a failure, and from one tab at a time.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { alone, openTabs } from "../../static/phone/keeping/tabs.js";
import { closeAll, counts, phone } from "./a_phone.mjs";
import { aServer } from "./a_server.mjs";

afterEach(closeAll);

/** Wait, however long a busy machine takes, for what needs no timer of the phone's. */
async function until(happened) {
  while (!happened()) await new Promise((resolve) => { setImmediate(resolve); });
}

test("what is written goes up by itself, and several together", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const server = aServer();
  const notebook = await phone(server);
  await notebook.syncNow();
  server.requests.length = 0;
  await counts(notebook, 3);
  t.mock.timers.tick(1_500);
  await counts(notebook, 4);
  assert.equal(notebook.status().syncing, false);
  t.mock.timers.tick(600);
  await until(() => notebook.status().pending === 0);
  assert.deepEqual(server.requests.map(({ request }) => request.operations.length), [2]);
});

test("after a failure it tries again by itself, and less and less often", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const server = aServer();
  const notebook = await phone(server);
  server.failing.push(...Array.from({ length: 3 }, () => new TypeError("Failed to fetch")));
  server.requests.length = 0;
  const tries = (n) => until(() => server.requests.length === n && !notebook.status().syncing);
  for (const [n, wait] of [[1, 300], [2, 5_000], [3, 10_000]]) {
    if (n > 1) t.mock.timers.tick(wait / 2 - 1);
    assert.equal(notebook.status().syncing, false);
    t.mock.timers.tick(wait);
    await tries(n);
    assert.equal(notebook.status().trouble, "offline");
  }
  t.mock.timers.tick(20_000);
  await tries(4);
  assert.deepEqual([notebook.status().pending, notebook.status().trouble], [0, null]);
});

test("a closed notebook tries no more", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const server = aServer();
  const notebook = await phone(server);
  notebook.close();
  server.requests.length = 0;
  t.mock.timers.tick(60_000);
  assert.equal(notebook.status().syncing, false);
  assert.equal(server.requests.length, 0);
});

test("two tries at once are one", async () => {
  const server = aServer();
  const notebook = await phone(server);
  server.requests.length = 0;
  await Promise.all([notebook.syncNow(), notebook.syncNow()]);
  assert.equal(server.requests.length, 1);
});

test("only one tab at a time does what only one may do", { skip: !globalThis.navigator?.locks }, async () => {
  let finish;
  const first = alone(() => new Promise((resolve) => { finish = resolve; }));
  await until(() => finish);
  assert.equal(await alone(async () => "second"), null);
  finish("first");
  assert.equal(await first, "first");
  assert.equal(await alone(async () => "third"), "third");
});

test("what a tab is told before it listens comes when it does", async () => {
  const [one, other] = [openTabs(), openTabs()];
  const third = openTabs();
  const arrived = new Promise((resolve) => { third.listen(resolve); });
  one.tell("early");
  await arrived;
  const heard = [];
  const late = new Promise((resolve) => { other.listen((news) => heard.push(news) === 2 && resolve()); });
  one.tell("late");
  await late;
  third.close();
  assert.deepEqual(heard, ["early", "late"]);
  one.close();
  other.close();
});
