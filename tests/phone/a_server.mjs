// A federation's server small enough to read: docs/sync.md in memory, standing in for `fetch`.
import { createHash } from "node:crypto";
import { inflateSync } from "node:zlib";
import { aSeal, sealReceipt } from "./a_seal.mjs";
import { fold } from "../../static/phone/books/books.js";
import { column } from "../../static/phone/sending/columns.js";
import { operationsIn as unfolded } from "../../static/phone/sending/compact.js";

const MOST = 5_000;
const DEFLATED = 0x78;
const SEALED = new Set(["/sync/carried", "/sync/copy", "/sync/inbox"]);

export function aServer({ pageSize = MOST, largest = MOST } = {}) {
  const server = {
    epoch: "one",
    log: [],
    ids: new Map(), // id to its row in the log
    held: new Map(), // id to the reason; put ids here to have them held
    devices: new Map(), // secret to device
    doors: new Map(), // door to device
    inbox: [], // bodies left there, each the operations of its envelopes
    revoked: new Set(),
    requests: [], // every body that came
    failing: [], // what to answer instead of serving, one a request
    seal: aSeal(),
    pageSize,
    largest,
    kitchen: { code: "K-0001", name: "Las Flores", district: "Comas" },
    codes: new Map([["ABCD1234", null]]),
    books: () => fold(server.log),
    append: (operation) => append(server, { device: null, ...operation }),
  };
  server.fetch = async (path, options) => serve(server, path, options);
  return server;
}

async function serve(server, path, { body, headers = {} }) {
  const bytes = Buffer.from(await new Response(body).arrayBuffer());
  const [door, told] = path.split("?");
  const request = SEALED.has(door) ? bytes : JSON.parse(bytes[0] === DEFLATED ? inflateSync(bytes) : bytes);
  server.requests.push({ path, request, headers, bytes });
  const failure = server.failing.shift();
  if (failure instanceof Error) throw failure;
  if (failure && !failure.afterwards) return failure;
  const bearer = headers.Authorization?.slice(7);
  const answer = Array.isArray(request) ? await inLines(server, request, bearer) : await DOORS[door](server, request, bearer, new URLSearchParams(told));
  if (failure) throw failure.afterwards; // it was received, and the answer was lost
  return answer;
}

const DOORS = { "/sync/enrol": enrolled, "/sync": synced, "/sync/carried": carried, "/sync/copy": copied, "/sync/inbox": left, "/sync/unlock": unlocked };

function left(server, body, door, told) {
  const device = server.doors.get(door);
  if (!device) return json(401, { reason: "device-unknown" });
  server.inbox.push(operationsIn(server, body));
  const receipt = createHash("sha256").update(body).digest("hex");
  const isOther = told.has("epoch") && told.get("epoch") !== server.epoch;
  return json(200, { receipt, ...(server.revoked.has(device) && { closed: true, ...(isOther && { epoch: server.epoch }) }) });
}

/** The operations of a body, those of pages too: envelopes, each after its length. */
function operationsIn({ seal }, body) {
  const operations = [];
  for (let at = 0; at < body.length;) {
    const length = body.readUInt32BE(at);
    const said = seal.open(body.subarray(at + 4, at + 4 + length));
    if (said.for !== "inbox") throw new Error("through another door");
    operations.push(...said.operations, ...(said.page?.rows ?? []));
    at += 4 + length;
  }
  return operations;
}

export function json(status, value) {
  return new Response(JSON.stringify(value), { status, headers: { "Content-Type": "application/json" } });
}

function enrolled(server, { code, look, device, secret, door }) {
  const spentBy = server.codes.get(code);
  if (spentBy === undefined || (spentBy && spentBy !== device)) return json(404, { reason: "code-unknown" });
  if (look) return json(200, { kitchen: server.kitchen });
  server.codes.set(code, device);
  server.devices.set(secret, device);
  server.doors.set(door, device);
  return json(200, { kitchen: server.kitchen, epoch: server.epoch, public_key: server.seal.point, now: 1772467200 });
}

function synced(server, { epoch, cursor, operations, holds, page: offered }, secret) {
  const device = server.devices.get(secret);
  if (!device) return json(401, { reason: "device-unknown" });
  if (server.revoked.has(device)) return json(403, { reason: "device-revoked", inbox: true });
  if (operations.length > server.largest) return json(413, { reason: "too-large" });
  if (offered && offered.rows.length > server.largest) return json(413, { reason: "too-large" });
  const start = cursor ? place(server, cursor) : heldBy(server, holds);
  const answers = operations.map((operation) => verdict(server, operation, device));
  for (const row of offered?.rows ?? []) if (!server.ids.has(row.id)) append(server, offered.mark === "mark" ? row : { ...row, device });
  const sent = new Set(operations.map(({ id }) => id));
  const rows = server.log.slice(start, start + server.pageSize);
  const end = start + rows.length;
  const page = rows.filter(({ id }) => !sent.has(id));
  const isGood = cursor && epoch === server.epoch && cursor === `${server.epoch}/${end}`;
  if (!answers.length && !offered && !page.length && isGood) return new Response(null, { status: 204 });
  return json(200, {
    epoch: server.epoch, answers, operations: page, mark: "mark", cursor: `${server.epoch}/${end}`,
    more: end < server.log.length, now: 1772467200,
  });
}

/** A question in the compact form: as many pages as there are, a line each; `server.cut` says how many bytes of them come through. */
async function inLines(server, [, epoch, cursor, app, ...batch], secret) {
  let [said, lines] = [{ epoch, cursor, app, operations: unfolded(batch, ["id", "on", "by", "at"]) }, ""];
  const needed = cursor || !server.needed ? null : server.log.filter(server.needed);
  do {
    const answer = synced(server, said, secret);
    if (answer.status !== 200) return answer;
    const told = await answer.json();
    const runs = told.answers.map(({ answer: word, seq, reason }) => [1, ...(word === "held" ? [reason] : word === "repeated" ? [seq, 1] : [seq])]);
    const rows = told.operations.length ? ["0".repeat(told.operations.length), ...Array(7).fill([null]), [[], column(told.operations)]] : [];
    if (needed && !lines) {
      lines += `${JSON.stringify([null, runs.splice(0), "mark", null, 1, "0".repeat(needed.length), ...Array(7).fill([null]), [[], column(needed)]])}\n`;
    }
    lines += `${JSON.stringify([told.epoch === epoch ? null : told.epoch, runs, told.mark, told.cursor, Number(told.more), ...rows])}\n`;
    said = told.more && { ...told, app, operations: [] };
  } while (said);
  return new Response(cutAfter(Buffer.from(lines), server.cut), { headers: { "Content-Type": "application/jsonl" } });
}

function cutAfter(bytes, cut = bytes.length) {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array(bytes.subarray(0, cut)));
      setTimeout(() => (cut < bytes.length ? controller.error(new TypeError("network error")) : controller.close()));
    },
  });
}

/** What is sealed for one door, or null. */
function opened(server, bytes, door) {
  try {
    const told = server.seal.open(bytes);
    return told.for === door ? told : null;
  } catch {
    return null;
  }
}

async function carried(server, bytes) {
  const told = opened(server, bytes, "carried");
  if (!told) return json(400, { reason: "unreadable" });
  if (!server.devices.has(told.secret)) return json(404, { reason: "device-unknown" });
  const { epoch, cursor } = told.question;
  const answered = synced(server, told.question, told.secret);
  const answer = answered.status === 204 ? null : await answered.json();
  return json(200, { receipt: sealReceipt(told.secret, { asked: { epoch, cursor }, status: answered.status, answer }) });
}

function copied(server, bytes, secret) {
  const told = opened(server, bytes, "copy");
  if (!server.devices.has(secret)) return json(401, { reason: "device-unknown" });
  if (!told) return json(400, { reason: "unreadable" });
  return server.devices.has(told.secret) ? json(200, { key: told.key }) : json(403, { reason: "other-kitchen" });
}

/** A phone that is known spends its code; one that was forgotten is told to enrol with it. */
function unlocked(server, { code, sealed }, door) {
  const [told, device] = [opened(server, Buffer.from(sealed, "base64url"), "unlock"), server.doors.get(door)];
  if (!told || (device && told.device !== device)) return json(400, { reason: "unreadable" });
  if (!device && !told.kitchen) return json(401, { reason: "device-unknown" });
  if (server.codes.get(code) !== null) return json(404, { reason: "code-unknown" });
  if (!device && told.kitchen !== server.kitchen.code) return json(403, { reason: "other-kitchen" });
  if (device) server.codes.set(code, device);
  return json(200, { key: told.key, ...(!device && { enrol: true }) });
}

function place(server, cursor) {
  const [epoch, seq] = cursor.split("/");
  return epoch === server.epoch && Number(seq) <= server.log.length ? Number(seq) : 0;
}

function heldBy(server, holds) {
  if (!holds) return 0;
  const ids = server.log.slice(0, holds.count).map(({ id }) => id);
  return createHash("sha256").update(ids.join("\n")).digest("hex") === holds.digest ? holds.count : 0;
}

function verdict(server, operation, device) {
  const { id } = operation;
  const known = server.ids.get(id);
  if (known) return { id, answer: "repeated", seq: known.seq };
  if (server.held.has(id)) return { id, answer: "held", reason: server.held.get(id) };
  return { id, answer: "accepted", seq: append(server, { ...operation, device }).seq };
}

function append(server, operation) {
  const row = { ...operation, seq: server.log.length + 1, received_at: 1772467200 };
  server.log.push(row);
  server.ids.set(row.id, row);
  return row;
}
