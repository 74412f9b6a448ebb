// A copy opened on another phone of the same kitchen: what the lost one wrote becomes ours and waits to be sent, and the pages that it pulled
// before a restore are offered again (docs/sync.md, rule 6). What it works with is lent, so that its page brings nothing that the app has.

/** @typedef {Pick<typeof import("../app.js"), "alone"|"ask"|"bytesOf"|"dataKey"|"disclosed"|"PAGE_PLACE"|"putIdentity"|"readIdentity"|"saidBy"|"seal"|"secretOf">} Tools */
/** @typedef {import("../keeping/notebook.js").Notebook} Notebook */
/** @typedef {import("../books/operations.js").Operation} Operation */
/** @typedef {{epoch: string|null, from: number, to: number, mark: any, rows: Operation[]}} Page */
/** @typedef {{operations?: Operation[], page?: Page}} Content */
/**
 * @typedef {object} Opened either `reason` or the others
 * @property {"offline"|"server"|"unreadable"|"other-kitchen"|"device-unknown"} [reason]
 * @property {number} [adopted] operations that this phone did not have
 * @property {number} [missing] parts that were lost or damaged
 */

const ENVELOPE = 1;
const PART = 2;
const HEAD_BYTES = 5;
const REASONS = ["unreadable", "other-kitchen", "device-unknown"];

/**
 * Opened twice it is once: ids and pages that are here are left.
 *
 * @param {Tools} tools
 * @param {Notebook} notebook which has just asked the federation for all it has
 * @param {string[]} texts the parts of a parcel
 * @returns {Promise<Opened>}
 */
export async function openCopy(tools, notebook, texts) {
  const parts = texts.map(tools.bytesOf);
  const { key, reason } = await keyOf(tools, notebook, parts.filter(([format]) => format === ENVELOPE));
  if (!key) return { reason };
  const sealed = parts.filter(([format]) => format === PART);
  const opened = await Promise.all(sealed.map((part) => contentOf(tools, key, part)));
  const contents = /** @type {Content[]} */ (opened.filter(Boolean));
  const { books } = notebook.office;
  const fresh = contents.flatMap(({ operations = [] }) => operations).filter(({ id }) => !books.find(id));
  await notebook.adopt(fresh);
  await adoptPages(tools, notebook, contents.flatMap(({ page }) => page ?? []));
  return { adopted: fresh.length, missing: Math.max(0, countOf(sealed) - 1 - contents.length) };
}

/**
 * @param {Tools} tools
 * @param {Notebook} notebook
 * @param {Uint8Array<ArrayBuffer>[]} envelopes a damaged one may stand before the good one
 * @returns {Promise<{key?: CryptoKey, reason?: Opened["reason"]}>}
 */
async function keyOf({ ask, bytesOf, dataKey, readIdentity, saidBy, secretOf }, { office: { database, key } }, envelopes) {
  const secret = await secretOf(key, await readIdentity(database));
  /** @type {Opened["reason"]} */
  let why = "unreadable";
  for (const envelope of envelopes) {
    const { status, type, text } = await ask("/sync/copy", envelope, secret);
    const said = saidBy(type, text);
    if (status === 200 && typeof said.key === "string") return { key: await dataKey(bytesOf(said.key)) };
    why = REASONS.includes(said.reason) ? said.reason : status >= 400 ? "server" : "offline";
  }
  return { reason: why };
}

/**
 * @param {Tools} tools
 * @param {CryptoKey} key
 * @param {Uint8Array<ArrayBuffer>} part
 * @returns {Promise<Content|null>} null when it is damaged, or of another copy
 */
const contentOf = ({ disclosed }, key, part) =>
  disclosed(key, part.subarray(HEAD_BYTES), part.slice(0, HEAD_BYTES)).catch(() => null);

/**
 * @param {Uint8Array[]} parts
 * @returns {number} how many parts the copy had, as most of them say
 */
function countOf(parts) {
  const counts = parts.map((part) => (part[3] << 8) + part[4]).sort((a, b) => a - b);
  return counts[counts.length >> 1] ?? 1;
}

/**
 * Pages of this epoch are the federation's already. The others are kept like those that this phone pulled itself, and offered.
 *
 * @param {Tools} tools
 * @param {Notebook} notebook
 * @param {Page[]} pages
 */
async function adoptPages({ alone, PAGE_PLACE, putIdentity, readIdentity, seal }, { office: { database, key } }, pages) {
  await alone(async () => {
    const { epoch, offering = [] } = await readIdentity(database);
    const known = await database.read(["pages"], (transaction) => transaction.objectStore("pages").getAll());
    const marks = new Set(known.map(({ mark }) => JSON.stringify(mark)));
    const fresh = pages.filter((page) => page.epoch !== epoch && page.rows.length && !marks.has(JSON.stringify(page.mark)));
    const sealed = await Promise.all(fresh.map(({ rows }) => seal(key, PAGE_PLACE, rows)));
    await database.commit(["pages", "meta"], async (transaction) => {
      const store = transaction.objectStore("pages");
      const numbers = await Promise.all(fresh.map(({ rows, ...page }, at) => store.add({ ...page, sealed: sealed[at] })));
      await putIdentity(transaction, { offering: [...offering, ...numbers.map(Number)] });
    });
  }, true);
}
