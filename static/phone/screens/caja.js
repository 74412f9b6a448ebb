// The box: what there is and what of it is the State's, what came and went, and who still owes a plate.

import { today } from "../reading/calendar.js";
import { KINDS } from "../books/cash.js";
import { boxOf, subsidyOn } from "../reading/cash.js";
import { creditMarks, debtsOf, KINDS as PAID } from "../reading/debts.js";
import { foods } from "../reading/foods.js";
import { everybody } from "../reading/people.js";
import { writtenLine } from "../reading/written.js";
import { openCount, openIncome, openSubsidy } from "./cash-form.js";
import { formAround } from "./food-form.js";
import { openPurchase } from "./purchase-form.js";

const PAGE = 10;

/** @param {import("../app.js").App} app @returns {import("../page/router.js").Screen} */
export function caja(app) {
  const { notebook } = app;
  let shown = PAGE;
  const debts = debtsIn(notebook);
  return {
    open() { shown = PAGE; },
    view: () => cashView(notebook, debts(), shown),
    actions: {
      pay: () => { void openPurchase(app); },
      subsidy: () => { void openSubsidy(app); },
      enter: () => { void openIncome(app, debts()); },
      owe: ({ dataset }) => { void openIncome(app, debts(), { kind: "credit.paid", person: dataset.id }); },
      count: () => { void openCount(app); },
      more: () => { shown += PAGE; app.repaint(); },
      category: (pill) => {
        const form = formAround(pill);
        form.category.value = pill.dataset.id;
        form.dispatchEvent(new Event("input"));
      },
    },
  };
}

/**
 * A year's rations are many to add up: only when the books have changed.
 *
 * @param {import("../keeping/notebook.js").Notebook} notebook
 */
function debtsIn(notebook) {
  /** @type {import("../books/books.js").Books|null} */
  let seen = null;
  /** @type {ReturnType<typeof debtsOf>} */
  let debts = [];
  return () => {
    const books = notebook.books();
    if (seen === books) return debts;
    const written = [...notebook.operations({ ids: creditMarks(books) }), ...notebook.operations({ kind: PAID, undone: false })];
    debts = debtsOf(books, written, everybody(books, today()));
    seen = books;
    return debts;
  };
}

/**
 * @param {import("../keeping/notebook.js").Notebook} notebook
 * @param {ReturnType<typeof debtsOf>} debts
 * @param {number} shown movements
 */
function cashView(notebook, debts, shown) {
  const books = notebook.books();
  const moves = notebook.operations({ kind: KINDS, most: shown + 1 });
  const box = boxOf(books);
  return {
    ...box,
    began: moves.length > 0 || box.box !== 0,
    negative: box.box < 0,
    subsidies: subsidyOn(notebook.operations({ kind: "subsidy.received", undone: false }), today()),
    debts,
    moves: moves.slice(0, shown).map((move) => writtenLine(move, books, foods(books))),
    more: moves.length > shown,
  };
}
