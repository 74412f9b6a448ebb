// A line for each thing that was written in the notebook: what, about whom, by whom, and its mark. Think.

import { amount, FORMATS } from "./formats.js";
import { fullName } from "./people.js";
import { foodOf } from "./stock.js";

/** @typedef {import("../books/books.js").Books} Books */
/** @typedef {import("../keeping/notebook.js").Written} Written */
/** @typedef {Map<string, {name: string, measure: string, group: string}>} Foods by slug; `group`: which pictogram stands for it */

const FINAL = ["keeper.joined", "operation.undone", "month.observed", "month.accepted", "notice.published", "notice.read", "operation.rejected", "person.erased"];

/**
 * @param {Written} written
 * @param {Books} books
 * @param {Foods} foods
 * @returns {import("../page/bind.js").View}
 */
export function writtenLine(written, books, foods) {
  const { id, kind, on, by, data, state, reason, why, undone } = written;
  return {
    id, on, why, undone,
    reason: !why && reason,
    kind: data.right ?? kind, // what she asked for has words of its own
    fromAbove: /^(account|system)/.test(by),
    about: data.title ?? (kind === "operation.rejected" ? data.reason : undefined) ?? books.notices[data.notice]?.title ?? subjectOf(written, books, foods),
    parts: partsOf(data),
    ...moneyOf(written),
    by: books.keepers[by]?.name,
    mark: undone ? "undone" : state,
    undoable: !undone && mayUndo(written, books),
  };
}

/**
 * A month is taken back only until the federation has answered.
 *
 * @param {Written} written
 * @param {Books} books
 */
function mayUndo({ kind, data }, books) {
  return kind === "month.handed_in" ? books.months[data.period]?.state === "handed_in" : !FINAL.includes(kind);
}

/**
 * @param {Written} written
 * @param {Books} books
 * @param {Foods} foods
 * @returns {string|undefined}
 */
function subjectOf({ id, kind, data }, books, foods) {
  if (kind === "keeper.joined" || kind === "food.named") return data.name;
  if (kind === "service.described") return data.menu ?? data.label;
  if (data.keeper) return books.keepers[data.keeper]?.name;
  if (data.food) return amountOf(data, foods);
  const person = books.people[kind === "beneficiary.registered" ? id : data.person];
  const said = [data.description, kind !== "cash.spent" && data.category, data.supplier, data.giver, data.payer, person && fullName(person), data.period && FORMATS.month(data.period), data.series, data.number, data.document];
  return said.filter(Boolean).join(" \u00b7 ");
}

/**
 * @param {Written} written
 * @returns {{cents?: number, purpose?: string}} money that came, or below zero that went, and for what
 */
function moneyOf({ kind, data: { amount_cents, category } }) {
  return kind === "cash.spent" ? { cents: -amount_cents, purpose: category } : { cents: amount_cents };
}

/**
 * @param {import("../books/operations.js").Fields} data
 * @param {Foods} foods
 */
function amountOf(data, foods) {
  const { name, measure } = foodOf(foods, data.food);
  return `${name}, ${amount(data.received_qty ?? data.qty, measure)}`;
}

/**
 * @param {import("../books/operations.js").Fields} data
 * @returns {{class: string, n?: number}[]} the rations it speaks of
 */
function partsOf(data) {
  if (data.counts) return Object.entries(data.counts).map(([code, n]) => ({ class: code, n }));
  return data.class ? [{ class: data.class }] : [];
}
