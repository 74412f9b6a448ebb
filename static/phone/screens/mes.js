// The month: rations by class and people served, day by day; and handing it in.

import { today } from "../reading/calendar.js";
import { handingView, lastHandingIn, STEPS } from "../reading/handing-view.js";
import { monthView } from "../reading/month-view.js";
import { openForm } from "../page/sheetform.js";

/** @param {import("../app.js").App} app @returns {import("../page/router.js").Screen} */
export function mes(app) {
  const { notebook } = app;
  let period = today().slice(0, 7);
  const steps = () => notebook.operations({ kind: STEPS, undone: false });
  const view = () => ({ ...monthView(notebook.books(), period, today()), ...handingView(notebook.books(), steps(), period, today()) });
  return {
    open(month) { period = /^20\d\d-(0[1-9]|1[0-2])$/.test(month ?? "") ? month : today().slice(0, 7); },
    view,
    actions: {
      handIn: () => { void openForm(notebook, { sheet: "entregar-mes", key: `month/${period}`, view, save: (_none, id) => handIn(app, period, id) }); },
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
