// A month's way up as the screens show it.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { handingView, lastHandingIn, observedMonth, STEPS } from "../../static/phone/reading/handing-view.js";
import { monthView } from "../../static/phone/reading/month-view.js";
import { writtenLine } from "../../static/phone/reading/written.js";
import { closeAll, counts, phone, reopened } from "./a_phone.mjs";
import { aServer } from "./a_server.mjs";

afterEach(closeAll);

const MARCH = "2026-03";
const TODAY = "2026-03-31";
let acts = 0;

/** What the federation says of March. */
function says(server, kind, data = {}) {
  acts += 1;
  server.append({ id: `0e6b51d2-77c9-8a14-a5f0-${String(acts).padStart(12, "0")}`, kind, v: 1, on: "2026-04-02", by: "account:7", at: 1, data: { period: MARCH, ...data } });
}

async function handsIn(notebook) {
  const id = notebook.newId();
  await notebook.record({ id, kind: "month.handed_in", on: TODAY, data: { period: MARCH } });
  return id;
}

const steps = (notebook) => notebook.operations({ kind: STEPS, undone: false });
const view = (notebook, today = TODAY) => handingView(notebook.books(), steps(notebook), MARCH, today);

test("a month is handed in without signal, observed, handed in again and accepted", async () => {
  const server = aServer();
  let notebook = await phone(server);
  assert.equal(view(notebook).handing.handable, true);
  server.failing.push(new TypeError("Failed to fetch"), new TypeError("Failed to fetch"));
  await handsIn(notebook);
  assert.deepEqual([view(notebook).handing.state, view(notebook).handing.by, view(notebook).mark], ["handed_in", "Rosa", "saved"]);
  notebook = await reopened(notebook);
  assert.equal(view(notebook).handing.state, "handed_in", "kept over a restart");
  server.failing.length = 0;
  await notebook.syncNow();
  assert.equal(view(notebook).mark, "received");

  says(server, "month.observed", { comment: "Falta el martes 10.\n¿Cocinaron?" });
  await notebook.syncNow();
  const { handing } = view(notebook);
  assert.deepEqual([handing.state, handing.comment, handing.handable, handing.again], ["observed", "Falta el martes 10.\n¿Cocinaron?", true, true]);
  assert.equal(observedMonth(notebook.books()), MARCH);
  await handsIn(notebook);
  assert.equal(view(notebook).handing.handable, false);
  assert.equal(observedMonth(notebook.books()), undefined);
  await notebook.syncNow();
  says(server, "month.accepted");
  await notebook.syncNow();
  assert.deepEqual([view(notebook).handing.state, view(notebook).handing.handable], ["accepted", false]);
  assert.deepEqual(notebook.books(), server.books());
});

test("a handing-in is taken back until the federation has answered", async () => {
  const server = aServer();
  const notebook = await phone(server);
  const id = await handsIn(notebook);
  const line = () => writtenLine(steps(notebook).find((one) => one.id === id), notebook.books(), new Map());
  assert.equal(line().undoable, true);
  await notebook.undo(id);
  assert.equal(view(notebook).handing.state, "pending");
  const first = await handsIn(notebook);
  await notebook.syncNow();
  says(server, "month.observed", { comment: "Revise." });
  await notebook.syncNow();
  assert.equal(writtenLine(steps(notebook).find((one) => one.id === first), notebook.books(), new Map()).undoable, false);
  assert.deepEqual(lastHandingIn(steps(notebook), MARCH), []);
  const second = await handsIn(notebook);
  assert.deepEqual(lastHandingIn(steps(notebook), MARCH).map((one) => one.id), [second], "the first was answered: it stays");
  await notebook.undo(second);
  assert.equal(view(notebook).handing.state, "observed");
});

test("what is missing is told, and a month that has not begun is not offered", async () => {
  const notebook = await phone(aServer());
  await counts(notebook, 20);
  const { missing, silent } = monthView(notebook.books(), MARCH, "2026-03-05");
  assert.deepEqual(missing.map(({ on }) => on), ["2026-03-03", "2026-03-04"]);
  assert.equal(silent, 2);
  assert.equal(view(notebook, "2026-02-28").handing.handable, false);
  assert.equal(view(notebook, "2026-03-05").handing.unfinished, true);
  assert.equal(view(notebook, "2026-04-01").handing.unfinished, false);
});
