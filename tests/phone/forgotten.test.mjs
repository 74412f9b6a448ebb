// Nobody remembers a clave of the phone, and the federation has forgotten the phone: a code of its kitchen opens it, and then takes it back.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { setClave } from "../../static/phone/keeping/clave.js";
import { Database } from "../../static/phone/keeping/database.js";
import { sealerFor } from "../../static/phone/keeping/envelope.js";
import { keepIdentity, readIdentity } from "../../static/phone/keeping/identity.js";
import { openNotebook } from "../../static/phone/keeping/notebook.js";
import { keyFor, takenBack } from "../../static/phone/sending/forgotten.js";
import { locked, opening, ROUNDS } from "./a_locked_phone.mjs";
import { closeAll } from "./a_phone.mjs";
import { aServer } from "./a_server.mjs";

afterEach(closeAll);

/** The federation was restored from before this phone joined; its coordinator makes a new code. */
function forgets(server) {
  server.devices.clear();
  server.doors.clear();
  server.codes.set("WXYZ", null);
}

test("a phone that the federation forgot, and whose claves everybody forgot, is opened by the code with which it then joins", async () => {
  const server = aServer();
  await locked(server);
  forgets(server);
  assert.deepEqual(await keyFor(new Database(), "NONE"), { isClosed: false, reason: "code-unknown" });
  const { key, isUnknown } = await keyFor(new Database(), "WXYZ");
  assert.deepEqual([isUnknown, server.codes.get("WXYZ")], [true, null]);
  let shelf;
  const notebook = await openNotebook({ guard: async (before) => ((shelf = { ...before, key }), key) });
  await setClave(shelf, notebook.keeper, "111111", ROUNDS);
  server.failing.push(new TypeError("no signal"));
  assert.equal(await takenBack("WXYZ", key), false);
  assert.equal(await takenBack("WXYZ", key), true);
  notebook.close();
  const { notebook: hers, shelf: { identity } } = await opening("111111");
  await hers.syncNow();
  assert.deepEqual([hers.status().pending, server.log.length], [0, 2]);
  assert.equal(server.codes.get("WXYZ"), identity.device);
  assert.deepEqual(server.seal.open(identity.unlock).kitchen, "K-0001");
});

test("no other kitchen's code opens it, and none does where its envelope does not say whose it is", async () => {
  const server = aServer();
  await locked(server);
  forgets(server);
  server.kitchen = { code: "K-0002", name: "Otra", district: "" };
  assert.equal((await keyFor(new Database(), "WXYZ")).reason, "other-kitchen");
  const { device } = await readIdentity(new Database());
  const seal = await sealerFor(server.seal.point);
  await keepIdentity(new Database(), { unlock: await seal({ for: "unlock", device, key: "" }) });
  assert.equal((await keyFor(new Database(), "WXYZ")).reason, "device-unknown");
});
