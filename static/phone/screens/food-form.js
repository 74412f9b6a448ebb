// The sheets of the pantry for one food: used, thrown away, counted; and a food of the kitchen's own.

import { today } from "../reading/calendar.js";
import { foods } from "../reading/foods.js";
import { amount } from "../reading/formats.js";
import { balanceOf, KINDS } from "../books/pantry.js";
import { inGrams, lastUnit, quantityView, typed, unitOf } from "../reading/quantities.js";
import { openForm } from "../page/sheetform.js";
import { foodOf, inOrder, lotsLeft, ownFoods, sameFood } from "../reading/stock.js";
import { worthOf } from "../reading/worth.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../page/forms.js").Raw} Raw */
/** @typedef {{food?: string, source?: string}} Shelf */

const SHEETS = /** @type {const} */ ({ "food.used": "usamos", "food.wasted": "malogro", "food.counted": "contar" });

/**
 * @param {App} app
 * @param {keyof typeof SHEETS} kind
 * @param {Shelf} [shelf] chosen already
 */
export function openFoodForm(app, kind, { food = "", source } = {}) {
  const sheet = SHEETS[kind];
  const form = formOf(sheet);
  const values = { on: today(), food, source: source ?? bestSource(app, food), ...unitFor(app, form, food, kind) };
  return openForm(app.notebook, {
    sheet,
    key: kind,
    values,
    view: (raw) => foodView(app, raw),
    save: ({ on, ...said }, id) => {
      const data = foodData(app, form, said);
      return app.write({ id, kind, on, data: { ...data, ...replacing(app, kind, said, on), ...worthIn(app, kind, data, on) } });
    },
  });
}

/** @param {App} app */
export function openOwnFood(app) {
  return openForm(app.notebook, {
    sheet: "alimento",
    key: "food.named",
    view: (raw) => ({ same: sameFood(foods(app.notebook.books()), raw.name ?? "") }),
    save: (data, id) => app.write({ id, kind: "food.named", on: today(), data }),
  });
}

/** @param {Element} element @returns {HTMLFormElement} */
export const formAround = (element) => /** @type {HTMLFormElement} */ (element.closest("form"));

/** @param {string} sheet @returns {HTMLFormElement} */
export const formOf = (sheet) => /** @type {HTMLFormElement} */ (document.querySelector(`#${sheet} form`));

/**
 * She chose a food: take up the unit it was last written in, and the source that has most of it.
 *
 * @param {App} app
 * @param {HTMLFormElement} form
 */
export function takeUp(app, form) {
  const food = form.food.value;
  const kind = KINDS.find((one) => SHEETS[/** @type {keyof typeof SHEETS} */ (one)] === form.closest("dialog")?.id) ?? "food.received";
  const { measure, unit_qty } = unitFor(app, form, food, kind);
  form.measure.value = measure;
  form.unit_qty.value = unit_qty ? String(unit_qty / 1000) : "";
  if (form.qty) form.source.value = bestSource(app, food);
  form.dispatchEvent(new Event("input"));
}

/**
 * @param {App} app
 * @param {string} food
 */
function bestSource({ notebook }, food) {
  const shelves = inOrder(Object.values(notebook.books().stock).filter((stock) => stock.food === food));
  return shelves.reduce((best, stock) => (stock.balance > best.balance ? stock : best), shelves[0] ?? { source: "pca" }).source;
}

/**
 * The unit in which the food was last written, as the boxes of the form have it.
 *
 * @param {App} app
 * @param {HTMLFormElement} form
 * @param {string} food
 * @param {string} kind
 */
export function unitFor({ notebook }, form, food, kind) {
  const { unit, unit_qty } = lastUnit(notebook.operations({ kind: KINDS, undone: false }), food, kind);
  const choices = /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("[name=measure]"));
  const known = unit && [...choices].find(({ dataset }) => dataset.unit === unit);
  return known ? { measure: known.value, unit_qty } : { measure: "whole" };
}

/**
 * What the form says of the food, as an operation has it.
 *
 * @param {App} app
 * @param {HTMLFormElement} form
 * @param {Record<string, any>} values
 */
export function foodData({ notebook }, form, values) {
  const chosen = /** @type {HTMLInputElement|null} */ (form.querySelector("[name=measure]:checked"));
  const own = notebook.books().foods[values.food];
  const data = inGrams(values, unitOf(chosen?.value, form.unit_qty.value), chosen?.dataset.unit);
  return own ? { ...data, measure: own.measure } : data;
}

/**
 * What the sheet shows beside its boxes.
 *
 * @param {App} app
 * @param {Raw} raw
 */
export function foodView({ notebook }, raw) {
  const books = notebook.books();
  const { measure } = foodOf(foods(books), raw.food ?? "");
  const stock = books.stock[`${raw.food}|${raw.source}`];
  const said = (/** @type {number|undefined} */ quantity) => (quantity === undefined ? "" : amount(quantity, measure));
  const written = raw.food ? writtenAt(notebook, raw) : undefined;
  const more = written === undefined ? NaN : typed(raw, "qty") - written;
  const lots = stock ? lotsLeft(stock).flatMap(({ lot }) => (lot ? [{ id: lot, name: lot }] : [])) : [];
  return {
    ...quantityView(raw, measure, ["qty", "received_qty", "promised_qty", "asked_qty"]),
    own: ownFoods(books),
    lots: lots.length ? [{ id: "", name: "–" }, ...lots] : [],
    balance: said(stock?.balance),
    written: said(written),
    found: Number.isNaN(more) ? "" : more > 0 ? "more" : more < 0 ? "less" : "even",
    difference: Number.isNaN(more) ? "" : said(Math.abs(more)),
  };
}

/**
 * What the notebook says was on the shelf at the end of the day.
 *
 * @param {import("../keeping/notebook.js").Notebook} notebook
 * @param {Raw} raw
 */
function writtenAt(notebook, raw) {
  const moves = notebook.operations({ kind: KINDS, undone: false });
  return balanceOf(moves.filter(({ on, data }) => data.food === raw.food && data.source === raw.source && on <= raw.on));
}

/**
 * A count says which counts of the day it knew of, so that it is believed and not they.
 *
 * @param {App} app
 * @param {string} kind
 * @param {Record<string, any>} values
 * @param {string} on
 */
function replacing({ notebook }, kind, { food, source }, on) {
  if (kind !== "food.counted") return {};
  const before = notebook.operations({ kind, on, undone: false }).filter(({ data }) => data.food === food && data.source === source);
  return before.length ? { replaces: before.slice(0, 20).map(({ id }) => id) } : {};
}

/**
 * What goes into the pot takes its worth with it.
 *
 * @param {App} app
 * @param {string} kind
 * @param {Record<string, any>} data
 * @param {string} on
 */
function worthIn({ notebook }, kind, data, on) {
  return kind === "food.used" ? worthOf(notebook.operations({ kind: "food.received", undone: false }), data, on) : {};
}
