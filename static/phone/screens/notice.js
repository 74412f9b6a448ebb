// The sheet of a notice: its words, and "Leído", which tells the federation, once.

import { today } from "../reading/calendar.js";
import { openForm } from "../page/sheetform.js";

/**
 * @param {import("../app.js").App} app
 * @param {string} notice id
 */
export function openNotice({ notebook, write }, notice) {
  const shown = () => notebook.books().notices[notice];
  return openForm(notebook, {
    sheet: "comunicado",
    key: `notice/${notice}`,
    view: shown,
    save: async (_none, id) => { if (!shown().read) await write({ id, kind: "notice.read", on: today(), data: { notice } }, true); },
  });
}
