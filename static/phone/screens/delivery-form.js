// The sheet of a delivery: its day and papers once, and its foods one after another.

import { today } from "../reading/calendar.js";
import { deliveryEntries, differences, parted, readLines, SHARED } from "../reading/delivery.js";
import { foodData, foodView, formOf, unitFor } from "./food-form.js";
import { foods } from "../reading/foods.js";
import { isRight, valuesOf } from "../page/forms.js";
import { amount } from "../reading/formats.js";
import { openForm } from "../page/sheetform.js";
import { foodOf } from "../reading/stock.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../reading/delivery.js").Line} Line */

/** The boxes of one food, empty again for the next. */
export const FOOD = ["food", "received_qty", "promised_qty", "asked_qty", "lot", "expires_on", "value_cents", "unit_qty"];

/**
 * @param {App} app
 * @param {string} [food] chosen already
 */
export function openDelivery(app, food = "") {
  const form = formOf("llego");
  return openForm(app.notebook, {
    sheet: "llego",
    key: "food.received",
    values: { on: today(), food, source: "pca", ...unitFor(app, form, food, "food.received") },
    view: (raw) => deliveryView(app, form, raw),
    save: ({ on }, id) => saveAll(app, form, on, id),
  });
}

/**
 * @param {App} app
 * @param {HTMLFormElement} form
 * @param {import("../page/forms.js").Raw} raw
 */
function deliveryView(app, form, raw) {
  const known = foods(app.notebook.books());
  const lines = readLines(raw.lines);
  form.food.required = !lines.length; // what is said already may be all
  form.received_qty.required = !lines.length || Boolean(raw.food);
  return {
    ...foodView(app, raw),
    ...differences(raw, foodOf(known, raw.food ?? "").measure),
    bought: raw.source === "purchase",
    promisable: raw.source === "pca" || raw.source === "donation",
    lines: linesView(lines, known),
  };
}

/**
 * @param {Line[]} lines
 * @param {import("../reading/written.js").Foods} known
 */
export function linesView(lines, known) {
  return lines.map(({ id, data }) => {
    const { name, measure } = foodOf(known, data.food);
    const missing = (data.promised_qty ?? data.received_qty) - data.received_qty;
    return { id, name, amount: amount(data.received_qty, measure), short: missing > 0 ? amount(missing, measure) : "" };
  });
}

/**
 * Every food that the form tells: those on the list, and the one in its boxes.
 *
 * @param {App} app
 * @param {HTMLFormElement} form
 * @param {string} id of the one in the boxes
 * @returns {Line[]}
 */
export function linesOf(app, form, id) {
  const lines = readLines(form.lines.value);
  const [values] = parted(valuesOf(form), FOOD);
  return values.food ? [...lines, { id, data: foodData(app, form, values) }] : lines;
}

/**
 * Put the food in the boxes on the list, and make room for the next one.
 *
 * @param {App} app
 * @param {HTMLFormElement} form
 */
export function addLine(app, form) {
  if (!isRight(form)) return;
  if (!form.food.value) return form.food.focus();
  setLines(form, linesOf(app, form, app.notebook.newId()));
  for (const name of FOOD) if (form[name]) form[name].value = "";
  form.measure.value = "whole";
  form.dispatchEvent(new Event("input"));
  form.querySelector("[data-list=lines]")?.scrollIntoView({ block: "center" });
  form.food.focus({ preventScroll: true });
}

/**
 * @param {HTMLFormElement} form
 * @param {string} id of the line to take off the list
 */
export function dropLine(form, id) {
  setLines(form, readLines(form.lines.value).filter((line) => line.id !== id));
  form.dispatchEvent(new Event("input"));
}

/**
 * @param {HTMLFormElement} form
 * @param {Line[]} lines
 */
function setLines(form, lines) {
  form.lines.value = lines.length ? JSON.stringify(lines) : "";
}

/**
 * Every food of the delivery, one operation each; one undo takes them all back.
 *
 * @param {App} app
 * @param {HTMLFormElement} form
 * @param {string} on
 * @param {string} id of the food in the boxes, and of the delivery
 */
async function saveAll(app, form, on, id) {
  const [shared] = parted(valuesOf(form), SHARED);
  await app.write(deliveryEntries(linesOf(app, form, id), shared, id, on));
}
