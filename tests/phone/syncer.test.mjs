// When the phone tries by itself: soon after writing, again after a failure, and from one tab at a time.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { alone, openTabs } from "../../static/phone/tabs.js";
import { closeAll, counts, phone } from "./a_phone.mjs";
import { aServer } from "./a_server.mjs";

afterEach(closeAll);

/** Let everything happen that waits for no timer; sealing happens in other threads and takes its time. */
async function settled() {
  const enough = performance.now() + 100;
  while (performance.now() < enough) await new Promise((resolve) => { setImmediate(resolve); });
}

async function after(t, milliseconds) {
  await settled();
  t.mock.timers.tick(milliseconds);
  await settled();
}

test("what is written goes up by itself, and several together", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const server = aServer();
  const notebook = await phone(server);
  await notebook.syncNow();
  server.requests.length = 0;
  await counts(notebook, 3);
  await after(t, 1_500);
  await counts(notebook, 4);
  assert.equal(server.requests.length, 0);
  await after(t, 600);
  assert.deepEqual(server.requests.map(({ request }) => request.operations.length), [2]);
  assert.equal(notebook.status().pending, 0);
});

test("after a failure it tries again by itself, and less and less often", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const server = aServer();
  const notebook = await phone(server);
  server.failing.push(...Array.from({ length: 3 }, () => new TypeError("Failed to fetch")));
  server.requests.length = 0;
  await after(t, 300);
  assert.equal(notebook.status().trouble, "offline");
  await after(t, 5_000);
  await after(t, 2_400);
  assert.equal(server.requests.length, 2);
  await after(t, 7_600);
  assert.equal(server.requests.length, 3);
  await after(t, 20_000);
  assert.deepEqual([server.requests.length, notebook.status().pending, notebook.status().trouble], [4, 0, null]);
});

test("a closed notebook tries no more", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const server = aServer();
  const notebook = await phone(server);
  notebook.close();
  server.requests.length = 0;
  await after(t, 60_000);
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
  await settled();
  assert.equal(await alone(async () => "second"), null);
  finish("first");
  assert.equal(await first, "first");
  assert.equal(await alone(async () => "third"), "third");
});

test("what a tab is told before it listens comes when it does", async () => {
  const [one, other] = [openTabs(), openTabs()];
  one.tell("early");
  await new Promise((resolve) => { setTimeout(resolve, 30); });
  const heard = [];
  const late = new Promise((resolve) => { other.listen((news) => heard.push(news) === 2 && resolve()); });
  one.tell("late");
  await late;
  assert.deepEqual(heard, ["early", "late"]);
  one.close();
  other.close();
});
