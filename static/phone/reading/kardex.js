// The kardex: each movement of a food as a line, with what it left on the shelf. Think.

import { amount } from "./formats.js";
import { flowOf, KINDS, lastCount } from "../books/pantry.js";
import { foodOf } from "./stock.js";
import { daysLate } from "./delivery.js";

/** @typedef {import("../keeping/notebook.js").Written} Written */
/** @typedef {import("./written.js").Foods} Foods */
/** @typedef {import("../books/books.js").Books} Books */
/** @typedef {{balance?: number, adjusted?: number, ignored?: boolean}} Standing what a move left on the shelf, and what a count changed */

/** @type {Record<string, string>} the colour of a kind's sign */
const WAYS = { "food.received": "user", "food.used": "member", "food.wasted": "member", "food.counted": "social_case" };

/**
 * What each standing move of one food from one source left there. A day's count comes after all that the day brought and took.
 *
 * @param {Written[]} moves of one shelf, in any order
 * @returns {Map<string, Standing>} by id, in the order of the days
 */
export function standings(moves) {
  const standing = moves.filter(({ undone }) => !undone).sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
  /** @type {Map<string, Standing>} */
  const left = new Map();
  let balance = 0;
  for (const move of standing) {
    const { id, kind, on, data } = move;
    const before = balance;
    if (kind !== "food.counted") left.set(id, { balance: balance += flowOf(move) });
    else if (lastCount(standing.filter((other) => other.kind === kind && other.on === on)) !== move) left.set(id, { ignored: true });
    else left.set(id, { balance: balance = data.qty, adjusted: data.qty - before });
  }
  return left;
}

/** @param {Written} move */
const orderOf = ({ on, kind, id }) => `${on} ${KINDS.indexOf(kind)} ${id}`;

/**
 * The shelf's lines, newest first; undone ones stay in their day, without a balance.
 *
 * @param {Written[]} moves of one shelf
 * @param {Foods} foods
 * @param {Books} books
 */
export function kardexLines(moves, foods, books) {
  const left = standings(moves);
  const ordered = [...moves].sort((one, other) => (orderOf(one) < orderOf(other) ? 1 : -1));
  return ordered.map((move) => movementLine(move, foods, books, left.get(move.id)));
}

/**
 * One movement in words and amounts.
 *
 * @param {Written} written
 * @param {Foods} foods
 * @param {Books} books
 * @param {Standing} [left]
 */
export function movementLine({ id, kind, on, by, data, state, undone }, foods, books, left) {
  const { name, measure } = foodOf(foods, data.food);
  const said = (/** @type {number|undefined} */ quantity) => (quantity == null ? undefined : amount(quantity, measure));
  return {
    id, kind, on, name, undone,
    way: WAYS[kind],
    by: books.keepers[by]?.name,
    reason: data.reason, source: data.source, document: data.document, supplier: data.supplier, lot: data.lot, expires_on: data.expires_on,
    amount: said(data.received_qty ?? data.qty),
    balance: said(left?.balance),
    ignored: left?.ignored,
    ...gap("more", "less", left?.adjusted ?? 0, said),
    ...receivedView(data, on, said),
    mark: undone ? "undone" : state,
  };
}

/**
 * Asked, promised and come: what differs, in food and in days.
 *
 * @param {import("../books/operations.js").Fields} data
 * @param {string} on
 * @param {(quantity: number|undefined) => string|undefined} said
 */
function receivedView({ received_qty, promised_qty, asked_qty, promised_on }, on, said) {
  return {
    asked: said(asked_qty),
    unasked: asked_qty != null && asked_qty !== received_qty,
    promised: said(promised_qty),
    ...gap("over", "short", promised_qty == null ? 0 : received_qty - promised_qty, said),
    ...daysLate(promised_on, on),
  };
}

/**
 * @param {string} above name of what is too much
 * @param {string} below name of what is missing
 * @param {number} difference
 * @param {(quantity: number) => string|undefined} said
 */
function gap(above, below, difference, said) {
  return { [above]: difference > 0 ? said(difference) : undefined, [below]: difference < 0 ? said(-difference) : undefined };
}
