// The pantry: what there is, what came, what was used.

import { readAmount } from "../amounts.js";
import { today } from "../calendar.js";
import { foods } from "../foods.js";
import { amount } from "../formats.js";
import { found } from "../people.js";
import { openForm } from "../sheetform.js";
import { foodData, movementLine, stockLines, unitOf } from "../stock.js";

const PAGE = 20;
const KINDS = ["food.received", "food.used"];

/** @param {import("../app.js").App} app @returns {import("../router.js").Screen} */
export function almacen(app) {
  const { notebook } = app;
  let query = "";
  let only = "";
  let shown = PAGE;
  return {
    open() { shown = PAGE; },
    view() {
      const books = notebook.books();
      const all = stockLines(books, foods());
      const stock = found(all.map((line) => ({ ...line, names: line.name })), query).map((line) => ({ ...line, chosen: line.food === only }));
      const moves = notebook.operations({ kind: KINDS }).filter(({ data }) => !only || data.food === only);
      return {
        query, stock,
        searchable: all.length > 5,
        none: stock.length ? "" : all.length ? "search" : "pantry",
        moves: moves.slice(0, shown).map((move) => movementLine(move, foods(), books)),
        more: moves.length > shown,
      };
    },
    actions: {
      search: (input) => { query = /** @type {HTMLInputElement} */ (input).value; app.repaint(); },
      only: ({ dataset }) => { only = only === dataset.id ? "" : dataset.id ?? ""; app.repaint(); },
      more: () => { shown += PAGE; app.repaint(); },
      arrived: () => { void openFoodForm(app, "llego", "food.received", only); },
      cooked: () => { void openFoodForm(app, "usamos", "food.used", only); },
      undo: ({ dataset }) => { void app.undo(dataset.id ?? ""); },
    },
  };
}

/**
 * @param {import("../app.js").App} app
 * @param {"llego"|"usamos"} sheet
 * @param {string} kind
 * @param {string} food chosen already, or empty
 */
function openFoodForm(app, sheet, kind, food) {
  const form = /** @type {HTMLFormElement} */ (document.querySelector(`#${sheet} form`));
  return openForm(app.notebook, {
    sheet,
    key: kind,
    values: { on: today(), food, measure: "whole" },
    view: (raw) => foodFormView(app, raw),
    save(values, id) {
      const chosen = /** @type {HTMLInputElement|null} */ (form.querySelector("[name=measure]:checked"));
      const unit = unitOf(chosen?.value, form.unit_qty.value);
      return app.write({ id, kind, on: values.on, data: foodData(values, unit, chosen?.dataset.unit) });
    },
  });
}

/**
 * What the sheet shows beside its boxes: units, and each quantity in kilos or litres.
 *
 * @param {import("../app.js").App} app
 * @param {import("../forms.js").Raw} raw
 */
function foodFormView({ notebook }, raw) {
  const measure = foods().get(raw.food)?.measure ?? "g";
  const packed = raw.measure !== undefined && raw.measure !== "whole";
  const unit = unitOf(raw.measure, raw.unit_qty);
  const inAll = (/** @type {string|undefined} */ text) => {
    const quantity = packed && text ? Math.round(readAmount(text) * unit) : NaN;
    return Number.isNaN(quantity) ? "" : amount(quantity, measure);
  };
  const stock = notebook.books().stock[`${raw.food}|pca`];
  return {
    liquid: measure === "ml",
    packed,
    measure: packed ? raw.measure : measure === "ml" ? "liters" : "kilos",
    amounts: Object.fromEntries(["received_qty", "promised_qty", "asked_qty", "qty"].map((name) => [name, inAll(raw[name])])),
    balance: stock ? amount(stock.balance, measure) : "",
  };
}
