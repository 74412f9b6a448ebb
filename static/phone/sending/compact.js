// A question and its answers in the compact form of docs/sync.md: operations in columns, so that a day's work is a few hundred bytes. It needs
// signal anyway, so the phone does not keep it: without it the readable form serves.

/** @typedef {import("../books/operations.js").Operation} Operation */
/** @typedef {import("./exchange.js").Answer} Answer */

import { column, valuesOf } from "./columns.js";
import { wireForm } from "../books/operations.js";

/** The first lines of the shorthand, which is only added to at its end (`app/sync/compact/shorthand.py`). */
export const SHORTHAND = [
  "rations.served slot person class price_cents bracket sex again",
  "service.described slot label menu price_cents member_price_cents social_price_cents",
  "food.used food source qty slot lot unit unit_qty measure value_cents",
  "rations.counted slot counts prices replaces",
  "rations.settled slot amount_cents replaces",
  "cash.spent amount_cents fund category description quantity unit unit_price_cents supplier supplier_ruc receipt series number",
  "dues.paid amount_cents person period",
  "beneficiary.registered names paternal maternal doc_type doc_number born_on age sex type pregnant disability household guardian guardian_names guardian_paternal guardian_maternal guardian_dni address consent",
];
const LINES = SHORTHAND.map((line) => line.split(" "));
const FIRST = 48; // the character of the first group
const SENT = ["id", "on", "by", "at"];
const TOLD = [...SENT, "seq", "device", "received_at"];

/**
 * @param {{epoch?: string|null, cursor?: any}} place where the last answer left us
 * @param {string} app version of the shell
 * @param {Operation[]} operations
 * @param {object|null} [holds] what a phone without a cursor says it holds
 * @returns {any[]} the question
 */
export const asked = ({ epoch = null, cursor = null }, app, operations, holds = null) => [LINES.length, epoch, cursor ?? holds, app, ...batch(operations)];

/**
 * @param {any[]} line of an answer
 * @param {{id: string}[]} sent
 * @param {string|null} [epoch] in which it was asked
 * @returns {Record<string, any>} in the readable form; empty for what is no answer
 */
export function answered(line, sent, epoch) {
  try {
    return answerIn([line[0] ?? epoch, ...line.slice(1)], sent);
  } catch {
    return {};
  }
}

/**
 * @param {any[]} line
 * @param {{id: string}[]} sent
 * @returns {Answer}
 */
function answerIn([epoch, runs, mark, cursor, more, ...parts], sent) {
  const answers = runs.flatMap((/** @type {any[]} */ [many, seq, isRepeated]) => Array.from({ length: many }, (_, n) =>
    (typeof seq === "string" ? { answer: "held", reason: seq } : { answer: isRepeated ? "repeated" : "accepted", seq: seq + n })));
  answers.forEach((/** @type {any} */ answer, /** @type {number} */ n) => { answer.id = sent[n]?.id; });
  return { epoch, answers, operations: operationsIn(parts, TOLD), mark, cursor, more: Boolean(more) };
}

/**
 * @param {any[]} operations
 * @returns {any[]} empty when there are none
 */
function batch(operations) {
  /** @type {Map<string, {at: number, header: any[], rows: any[][]}>} */
  const groups = new Map();
  const order = operations.map((operation) => {
    const { header, row } = shapeOf(operation);
    const key = JSON.stringify(header);
    const group = groups.get(key) ?? { at: groups.size + FIRST, header, rows: [] };
    groups.set(key, group);
    group.rows.push(row);
    return String.fromCharCode(group.at);
  });
  if (!order.length) return [];
  const heads = operations.filter(({ erased }) => !erased).map((operation) => SENT.map((name) => operation[name]));
  return [order.join(""), ...(heads.length ? columnsOf(heads) : SENT.map(() => [null])), ...Array.from(groups.values(), ({ header, rows }) => [header, ...columnsOf(rows)])];
}

/** @param {any} operation @returns {{header: any[], row: any[]}} what is left of an erased one travels as it is */
function shapeOf(operation) {
  const { kind, v, data, base, erased } = operation;
  if (erased) return { header: [], row: [wireForm(operation)] };
  const parts = base ? [data, base] : [data];
  const line = LINES.findIndex(([name, ...fields]) => name === kind && v === 1 && parts.every((part) => Object.keys(part).every((field) => fields.includes(field))));
  const fields = LINES[line]?.slice(1);
  const names = parts.map((part) => fields?.filter((field) => field in part) ?? Object.keys(part));
  const row = names.flatMap((mine, part) => mine.map((name) => parts[part][name]));
  return { header: fields ? [line, ...names.map((mine) => fields.reduce((bits, field, bit) => bits | (mine.includes(field) ? 1 << bit : 0), 0))] : [kind, v, ...names], row };
}

/** @param {any[][]} rows */
const columnsOf = (rows) => rows[0].map((_, at) => column(rows.map((row) => row[at])));

/**
 * @param {any[]} parts a batch
 * @param {string[]} outer what each operation has beside its kind and form
 * @returns {Operation[]}
 */
export function operationsIn([order = "", ...parts], outer) {
  const columns = parts.splice(0, outer.length);
  const places = Array.from(order, (/** @type {string} */ character) => character.charCodeAt(0) - FIRST);
  const groups = parts.map(([header, ...inner], n) => formsIn(header, inner, places.filter((place) => place === n).length));
  const heads = objectsIn(outer, columns, places.filter((place) => parts[place][0].length).length);
  return places.map((place) => ({ ...(parts[place][0].length && heads.shift()), ...groups[place].shift() }));
}

/**
 * @param {any[]} header
 * @param {any[]} columns
 * @param {number} count
 * @returns {any[]}
 */
function formsIn([line, ...rest], columns, count) {
  if (line === undefined) return valuesOf(columns[0], count);
  const [kind, ...fields] = LINES[line] ?? [line];
  const v = LINES[line] ? 1 : rest.shift();
  const [data, base] = rest.map((said) => objectsIn(LINES[line] ? fields.filter((_, bit) => said >> bit & 1) : said, columns, count));
  return data.map((form, n) => ({ kind, v, data: form, ...(base && { base: base[n] }) }));
}

/**
 * @param {string[]} names
 * @param {any[]} columns as many are taken from its front
 * @param {number} count
 * @returns {any[]}
 */
function objectsIn(names, columns, count) {
  const values = columns.splice(0, names.length).map((one) => valuesOf(one, count));
  return Array.from({ length: count }, (_, n) => Object.fromEntries(names.map((name, at) => [name, values[at][n]])));
}
