// What to ask the federation and what its answer means, without asking: think (docs/sync.md, "POST /sync").

/** @typedef {import("../books/operations.js").Operation} Operation */
/** @typedef {typeof import("./compact.js")} Form the compact one */
/** @typedef {{id: string, answer: "accepted"|"repeated"|"held", seq?: number, reason?: string}} Verdict */
/**
 * @typedef {object} Answer
 * @property {string} epoch
 * @property {Verdict[]} answers one for each operation sent, in their order
 * @property {Operation[]} operations in `seq` order
 * @property {any} mark
 * @property {any} cursor opaque
 * @property {boolean} more
 */
/**
 * @typedef {{meaning: "good", answer: Answer} | {meaning: "quiet"|"device-unknown"|"device-revoked"|"too-large"|"nothing"}} Meaning
 *   `quiet`: nothing to say, all is well; `nothing`: it was not the federation, or it could not
 */

export const BATCH = 500; // so that a slow link gets a receipt every few seconds; the federation would take 5,000
const BATCH_CHARACTERS = 1_000_000;
const FIRST_WAIT = 5_000;
const LONGEST_WAIT = 15 * 60_000;

import { wireForm } from "../books/operations.js";
import { saidBy } from "./wire.js";

/**
 * @param {Operation[]} pending oldest first
 * @param {number} most
 * @returns {Operation[]} as many of the first as make a body that is not too large; one at least
 */
export function batchOf(pending, most) {
  let characters = 0;
  const fits = pending.slice(0, most).findIndex((operation, at) => {
    characters += JSON.stringify(operation).length;
    return at > 0 && characters > BATCH_CHARACTERS;
  });
  return pending.slice(0, fits < 0 ? most : fits);
}

/**
 * @param {{epoch?: string|null, cursor?: any}} place where the last answer left us
 * @param {string} app version of the shell
 * @param {Operation[]} batch
 * @param {{count: number, digest: string}|null} holds
 * @param {import("./again.js").Page|null} [page] to be offered again
 * @returns {object} the body
 */
export function question({ epoch = null, cursor = null }, app, batch, holds, page) {
  const offered = page && { page: { mark: page.mark, rows: page.rows } };
  return { epoch, cursor, app, operations: batch.map(wireForm), ...(holds && { holds }), ...offered };
}

/**
 * Anything that is not certainly our server's own word means that nothing happened.
 *
 * @param {{status: number, type: string, text: string}} response or a line of one
 * @param {Operation[]} sent
 * @param {Form|null} [form] that it was asked in; the readable one when absent
 * @param {string|null} [epoch] in which it was asked
 * @returns {Meaning}
 */
export function meaningOf({ status, type, text }, sent, form, epoch) {
  if (status === 204) return { meaning: sent.length ? "nothing" : "quiet" };
  if (status === 413) return { meaning: "too-large" };
  const heard = saidBy(type, text);
  const said = form && Array.isArray(heard) ? form.answered(heard, sent, epoch) : heard;
  if (status === 200 && isAnswer(said, sent)) return { meaning: "good", answer: said };
  if (status === 401 && said.reason === "device-unknown") return { meaning: "device-unknown" };
  if (status === 403 && said.inbox === true) return { meaning: "device-revoked" };
  return { meaning: "nothing" };
}

/**
 * @param {any} said
 * @param {{id: string}[]} sent
 * @returns {said is Answer}
 */
function isAnswer(said, sent) {
  if (!Array.isArray(said.answers) || !Array.isArray(said.operations)) return false;
  if (said.epoch === undefined || said.cursor === undefined || said.answers.length !== sent.length) return false;
  const answered = said.answers.every((/** @type {any} */ verdict, /** @type {number} */ at) => verdict?.id === sent[at].id && isVerdict(verdict));
  return answered && said.operations.every((/** @type {any} */ row) => typeof row?.id === "string" && Number.isInteger(row.seq));
}

/** @param {any} verdict */
function isVerdict({ answer, seq }) {
  return answer === "held" || (["accepted", "repeated"].includes(answer) && Number.isInteger(seq));
}

/**
 * How long to wait after so many failures in a row: doubling, never the same twice, never more than a quarter of an hour.
 *
 * @param {number} failures 1 or more
 * @param {number} chance from 0 to 1
 * @param {number} [asked] seconds the server asked for
 * @returns {number} milliseconds
 */
export function waitAfter(failures, chance, asked = 0) {
  const ceiling = Math.min(FIRST_WAIT * 2 ** (failures - 1), LONGEST_WAIT);
  return Math.max(ceiling / 2 + (ceiling / 2) * chance, asked * 1000);
}

/**
 * The operations of the log's beginning that this phone has without a gap.
 *
 * @param {Operation[]} operations
 * @returns {string[]} their ids in order of `seq`
 */
export function heldFromTheStart(operations) {
  /** @type {string[]} */
  const bySeq = [];
  for (const { seq, id } of operations) if (seq) bySeq[seq - 1] = id;
  const gap = Array.from(bySeq).findIndex((id) => id === undefined);
  return gap < 0 ? bySeq : bySeq.slice(0, gap);
}
