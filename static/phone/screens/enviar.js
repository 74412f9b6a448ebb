// How it stands with the federation, and who holds the phone.

import { today } from "../reading/calendar.js";
import { foods } from "../reading/foods.js";
import { noticeLines } from "../reading/notices.js";
import { openDiagnosis, shareDiagnosis } from "./diagnosis.js";
import { openNotice } from "./notice.js";
import { keeperActions } from "./keepers.js";
import { share } from "../page/share.js";
import { parcels } from "./parcels.js";
import { say } from "../page/toast.js";
import { spent } from "../sending/spent.js";
import { writtenLine } from "../reading/written.js";

const PAGE = 20;

/** @param {import("../app.js").App} app @returns {import("../page/router.js").Screen} */
export function enviar(app) {
  const { notebook } = app;
  const byHand = parcels(app);
  let only = "all";
  let shown = PAGE;
  return {
    open() { shown = PAGE; },
    view: () => ({ ...sendingView(notebook, only, shown), ...byHand.view }),
    actions: {
      ...byHand.actions,
      now: async () => {
        await notebook.syncNow();
        const { pending, trouble } = notebook.status();
        if (!pending && !trouble) say("synced");
      },
      only: ({ dataset }) => { only = dataset.with ?? "all"; shown = PAGE; app.repaint(); },
      more: () => { shown += PAGE; app.repaint(); },
      notice: ({ dataset }) => { void openNotice(app, dataset.id ?? ""); },
      diagnose: () => { void openDiagnosis(notebook); },
      damaged: async ({ dataset }) => share(await notebook.damagedText(), dataset.with ?? ""),
      share: ({ dataset }) => shareDiagnosis(dataset.with ?? ""),
      ...keeperActions(app),
    },
  };
}

/**
 * @param {import("../keeping/notebook.js").Notebook} notebook
 * @param {string} only all, saved, received
 * @param {number} shown lines of what was written
 */
function sendingView(notebook, only, shown) {
  const books = notebook.books();
  const state = only === "all" ? undefined : /** @type {"saved"|"received"} */ (only);
  const written = notebook.operations({ state, most: shown + 1 }); // one more tells whether there are more
  const lines = (/** @type {import("../keeping/notebook.js").Written[]} */ some) => some.map((one) => writtenLine(one, books, foods(books)));
  const status = notebook.status();
  return {
    ...status,
    status: status.pending ? "pending" : "calm",
    spent: Math.ceil(spent() / 1000),
    kitchen: notebook.kitchen,
    keeper: notebook.keeper,
    only: { [only]: true },
    notices: noticeLines(books, today()),
    held: lines(["held", "rejected"].flatMap((/** @type {any} */ apart) => notebook.operations({ state: apart, undone: false }))),
    written: lines(written.slice(0, shown)),
    more: written.length > shown,
  };
}
