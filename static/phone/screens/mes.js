// The month: rations by class and people served, day by day.

import { today } from "../calendar.js";
import { monthView } from "../month-view.js";

/** @param {import("../app.js").App} app @returns {import("../router.js").Screen} */
export function mes({ notebook }) {
  let period = today().slice(0, 7);
  return {
    open(month) { period = /^20\d\d-(0[1-9]|1[0-2])$/.test(month ?? "") ? month : today().slice(0, 7); },
    view: () => monthView(notebook.books(), period, today()),
    actions: {},
  };
}
