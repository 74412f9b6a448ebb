// The roll: its list, and the form by which a person joins it.

import { today } from "../reading/calendar.js";
import { everybody, found, inFilter } from "../reading/people.js";
import { openPersonForm } from "./person-form.js";
import { openForm } from "../page/sheetform.js";
import { openSheet } from "../page/sheets.js";

const TYPES = ["all", "member", "user", "social_case", "left"];

/** @param {import("../app.js").App} app @returns {import("../page/router.js").Screen} */
export function padron(app) {
  let query = "";
  let only = "all";
  return {
    view() {
      const everyone = everybody(app.notebook.books(), today());
      const people = found(inFilter(everyone, only), query);
      return {
        query, people,
        handedOn: app.notebook.books().roll_handed_in,
        only: { [only]: true },
        counts: Object.fromEntries(TYPES.map((type) => [type, inFilter(everyone, type).length])),
        none: people.length ? "" : !everyone.length ? "roll" : query ? "search" : "filter",
      };
    },
    actions: {
      search: (input) => { query = /** @type {HTMLInputElement} */ (input).value; app.repaint(); },
      only: ({ dataset }) => { only = dataset.with ?? "all"; app.repaint(); },
      privacy: () => { openSheet("privacidad"); },
      handIn: () => { void openHandingIn(app); },
      register: () => { query = ""; only = "all"; void openPersonForm(app).then(app.repaint); }, // whoever joins is seen in the list
    },
  };
}

/**
 * Hand the padrón in as it stands today. What is missing is said, and forbids nothing.
 *
 * @param {import("../app.js").App} app
 */
function openHandingIn({ notebook, write }) {
  const onRoll = inFilter(everybody(notebook.books(), today()), "all");
  const count = onRoll.length;
  return openForm(notebook, {
    sheet: "entregar-padron",
    key: "roll.handed_in",
    view: () => ({ count, undocumented: onRoll.filter(({ doc_number }) => !doc_number).length }),
    save: (_none, id) => write({ id, kind: "roll.handed_in", on: today(), data: { count } }),
  });
}
