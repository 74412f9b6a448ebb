// The month: rations by class and people served, day by day; food and money by source, and who pays for the plate; and handing it in.

import { today } from "../reading/calendar.js";
import { handingView, lastHandingIn, STEPS } from "../reading/handing-view.js";
import { foods } from "../reading/foods.js";
import { KINDS, monthMoney } from "../reading/month-money.js";
import { monthView } from "../reading/month-view.js";
import { openPrice } from "./price-form.js";
import { openForm } from "../page/sheetform.js";

/** @param {import("../app.js").App} app @returns {import("../page/router.js").Screen} */
export function mes(app) {
  const { notebook } = app;
  let period = today().slice(0, 7);
  const steps = () => notebook.operations({ kind: STEPS, undone: false });
  const view = () => {
    const books = notebook.books();
    const month = monthView(books, period, today());
    const money = monthMoney(books, notebook.operations({ kind: KINDS, on: period, undone: false }), foods(books), period, month.plates);
    return { ...month, ...money, ...handingView(books, steps(), period, today()) };
  };
  return {
    open(month) { period = /^20\d\d-(0[1-9]|1[0-2])$/.test(month ?? "") ? month : today().slice(0, 7); },
    view,
    actions: {
      handIn: () => { void openForm(notebook, { sheet: "entregar-mes", key: `month/${period}`, view, save: (_none, id) => handIn(app, period, id) }); },
      price: ({ dataset }) => { void openPrice(app, period, dataset.id ?? ""); },
      takeBack: async () => { for (const { id } of lastHandingIn(steps(), period)) await app.undo(id); },
    },
  };
}

/**
 * @param {import("../app.js").App} app
 * @param {string} period
 * @param {string} id made when the sheet opened
 */
function handIn({ write }, period, id) {
  return write({ id, kind: "month.handed_in", on: today(), data: { period } });
}
