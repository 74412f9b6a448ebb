// Who writes here: saying so, and handing over.

import { today } from "../reading/calendar.js";
import { lock } from "./candado.js";
import { openForm } from "../page/sheetform.js";
import { closeSheet } from "../page/sheets.js";
import { say, sayTrouble } from "../page/toast.js";

/** @typedef {import("../app.js").App} App */

/**
 * @param {App} app
 * @returns {import("../page/router.js").Screen["actions"]}
 */
export function keeperActions(app) {
  const { notebook } = app;
  return {
    who: () => { void askWho(app); },
    be: ({ dataset: { id = "" } }) => {
      notebook.setKeeper(id).then(() => (notebook.hasClave(id) ? lock() : closeSheet()), sayTrouble); // she says her clave at the door
    },
    leaves: ({ dataset: { id = "" } }) => {
      closeSheet();
      void notebook.syncNow(); // what she wrote goes first
      void app.write({ id: notebook.newId(), kind: "keeper.left", on: today(), data: { keeper: id } });
    },
  };
}

/**
 * Choose who writes, or say a new name.
 *
 * @param {App} app
 */
async function askWho(app) {
  const { notebook } = app;
  const keepers = notebook.keepers().map(({ id, name }) => {
    const current = id === notebook.keeper?.id;
    return { id, name, initial: name.slice(0, 1), current, clave: notebook.hasClave(id), other: notebook.keeper && !current };
  });
  await openForm(notebook, {
    sheet: "quien",
    key: "keeper",
    view: () => ({ keepers }),
    async save({ name }, id) {
      await app.write({ id, kind: "keeper.joined", on: today(), data: { name } }, true);
      await notebook.setKeeper(id);
      say("joined");
    },
  });
}
