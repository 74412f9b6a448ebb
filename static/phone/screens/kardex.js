// The kardex of one food: what came in and went out of each source, what was left, and who wrote it.

import { today } from "../reading/calendar.js";
import { openDelivery } from "./delivery-form.js";
import { openFoodForm } from "./food-form.js";
import { foods } from "../reading/foods.js";
import { amount } from "../reading/formats.js";
import { KINDS } from "../books/pantry.js";
import { kardexLines } from "../reading/kardex.js";
import { expiryOf, foodOf, inOrder, lotsLeft } from "../reading/stock.js";

const PAGE = 20;

/** @param {import("../app.js").App} app @returns {import("../page/router.js").Screen} */
export function kardex(app) {
  let food = "";
  let source = "";
  let shown = PAGE;
  const shelf = () => ({ food, source: sourceOf(app.notebook.books(), food, source) });
  return {
    open(about) {
      if (about !== food) source = "";
      food = about ?? "";
      shown = PAGE;
    },
    view: () => kardexView(app.notebook, shelf(), shown),
    actions: {
      only: ({ dataset }) => { source = dataset.id ?? ""; app.repaint(); },
      more: () => { shown += PAGE; app.repaint(); },
      arrived: () => { void openDelivery(app, food); },
      cooked: () => { void openFoodForm(app, "food.used", shelf()); },
      spoiled: () => { void openFoodForm(app, "food.wasted", shelf()); },
      count: () => { void openFoodForm(app, "food.counted", shelf()); },
    },
  };
}

/**
 * @param {import("../books/books.js").Books} books
 * @param {string} food
 */
const shelvesOf = (books, food) => inOrder(Object.values(books.stock).filter((stock) => stock.food === food));

/**
 * @param {import("../books/books.js").Books} books
 * @param {string} food
 * @param {string} wanted
 * @returns {string} the wanted source if the food has it, else its first
 */
function sourceOf(books, food, wanted) {
  const sources = shelvesOf(books, food).map(({ source }) => source);
  return sources.includes(wanted) ? wanted : sources[0] ?? "pca";
}

/**
 * @param {import("../keeping/notebook.js").Notebook} notebook
 * @param {{food: string, source: string}} shelf
 * @param {number} shown movements
 */
function kardexView(notebook, { food, source }, shown) {
  const books = notebook.books();
  const { name, measure } = foodOf(foods(books), food);
  const shelves = shelvesOf(books, food);
  const moves = notebook.operations({ kind: KINDS }).filter(({ data }) => data.food === food && data.source === source);
  return {
    name, source,
    several: shelves.length > 1,
    sources: shelves.map((one) => ({ id: one.source, source: one.source, chosen: one.source === source })),
    ...shelfView(shelves.find((one) => one.source === source), measure),
    moves: kardexLines(moves, foods(books), books).slice(0, shown).map((line) => ({ ...line, name: "" })),
    more: moves.length > shown,
  };
}

/**
 * @param {import("../books/pantry.js").Stock|undefined} stock
 * @param {string} measure
 */
function shelfView(stock, measure) {
  if (!stock) return { known: false, lots: [] };
  const lots = lotsLeft(stock).map((lot, place) => ({ key: place, ...lot, left: amount(lot.left, measure), ...expiryOf([lot], today()) }));
  return { known: true, balance: amount(stock.balance, measure), negative: stock.balance < 0, lots };
}
