// A phone joins a kitchen: the code is looked at, spent once, and an answer that is lost costs nothing.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { lookAtCode } from "../../static/phone/sending/code.js";
import { enrol } from "./enrolling.mjs";
import { openNotebook } from "../../static/phone/keeping/notebook.js";
import { aPhone, closeAll, joins, phone } from "./a_phone.mjs";
import { aServer } from "./a_server.mjs";

afterEach(closeAll);

const LOST = new TypeError("Failed to fetch");

test("a code is looked at without being spent, however it is typed", async () => {
  const server = aServer();
  aPhone(server);
  assert.deepEqual(await lookAtCode(" abcd-1234 "), { kitchen: server.kitchen });
  assert.equal(server.codes.get("ABCD1234"), null);
  assert.deepEqual(await lookAtCode("NOPE"), { reason: "code-unknown" });
  server.failing.push(LOST, new Response("", { status: 429 }), new Response("<html>", { headers: { "Content-Type": "text/html" } }), new Response("", { status: 500 }));
  for (const reason of ["offline", "too-many-tries", "offline", "server"]) assert.deepEqual(await lookAtCode("ABCD1234"), { reason });
});

test("enrolling again after a lost answer is the same device with the same secrets", async () => {
  const server = aServer();
  aPhone(server);
  server.failing.push({ afterwards: LOST });
  assert.deepEqual(await enrol("ABCD1234"), { reason: "offline" });
  assert.equal(await openNotebook(), null);
  assert.deepEqual(await enrol("ABCD1234"), { kitchen: server.kitchen });
  assert.deepEqual(server.requests[0].request, server.requests[1].request);
  assert.match(server.requests[0].request.secret, /^[A-Za-z0-9_-]{43}$/);
  assert.match(server.requests[0].request.door, /^[A-Za-z0-9_-]{43}$/);
  assert.match(server.requests[0].request.device, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("a phone that keeps one kitchen's notebook does not spend another kitchen's code", async () => {
  const server = aServer();
  const notebook = await phone(server);
  server.codes.set("WXYZ", null);
  server.kitchen = { code: "K-0002", name: "Otra", district: "Comas" };
  assert.deepEqual(await enrol("WXYZ"), { reason: "other-kitchen" });
  assert.equal(server.codes.get("WXYZ"), null);
  await joins(notebook, "Lucía");
});
