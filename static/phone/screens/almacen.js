// The pantry: what there is of each food, and what was last written.

import { today } from "../reading/calendar.js";
import { addLine, dropLine, openDelivery } from "./delivery-form.js";
import { formAround, openFoodForm, openOwnFood, takeUp } from "./food-form.js";
import { foods, offerFoods } from "../reading/foods.js";
import { KINDS } from "../books/pantry.js";
import { movementLine } from "../reading/kardex.js";
import { found } from "../reading/people.js";
import { SOURCES, stockLines } from "../reading/stock.js";

const PAGE = 10;

/** @param {import("../app.js").App} app @returns {import("../page/router.js").Screen} */
export function almacen(app) {
  const { notebook } = app;
  offerFoods();
  let query = "";
  let only = "";
  let shown = PAGE;
  return {
    open() { shown = PAGE; },
    view: () => pantryView(notebook, query, only, shown),
    actions: {
      search: (input) => { query = /** @type {HTMLInputElement} */ (input).value; app.repaint(); },
      only: ({ dataset }) => { only = dataset.with ?? ""; app.repaint(); },
      more: () => { shown += PAGE; app.repaint(); },
      arrived: () => { void openDelivery(app); },
      cooked: () => { void openFoodForm(app, "food.used"); },
      spoiled: () => { void openFoodForm(app, "food.wasted"); },
      count: () => { void openFoodForm(app, "food.counted"); },
      name: () => { void openOwnFood(app); },
      chose: (select) => takeUp(app, formAround(select)),
      line: (button) => addLine(app, formAround(button)),
      drop: (button) => dropLine(formAround(button), button.dataset.id ?? ""),
    },
  };
}

/**
 * @param {import("../keeping/notebook.js").Notebook} notebook
 * @param {string} query
 * @param {string} only a source, or empty for all
 * @param {number} shown movements
 */
function pantryView(notebook, query, only, shown) {
  const books = notebook.books();
  const named = foods(books);
  const sources = new Set(Object.values(books.stock).map(({ source }) => source));
  const source = sources.has(only) ? only : "";
  const all = stockLines(books, named, source, today());
  const stock = found(all.map((line) => ({ ...line, names: line.name })), query);
  const moves = notebook.operations({ kind: KINDS }).filter(({ data }) => !source || data.source === source);
  return {
    query, stock,
    searchable: all.length > 5 || query !== "",
    several: sources.size > 1,
    has: Object.fromEntries(SOURCES.map((one) => [one, sources.has(one)])),
    only: { [source || "all"]: true },
    none: stock.length ? "" : all.length ? "search" : "pantry",
    moves: moves.slice(0, shown).map((move) => movementLine(move, named, books)),
    more: moves.length > shown,
  };
}
