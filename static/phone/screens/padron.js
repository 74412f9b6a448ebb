// The roll: its list, and the form by which a person joins it.

import { today } from "../calendar.js";
import { everybody, found, inFilter } from "../people.js";
import { openPersonForm } from "../person-form.js";

const TYPES = ["all", "member", "user", "social_case", "left"];

/** @param {import("../app.js").App} app @returns {import("../router.js").Screen} */
export function padron(app) {
  let query = "";
  let only = "all";
  return {
    view() {
      const everyone = everybody(app.notebook.books(), today());
      const people = found(inFilter(everyone, only), query);
      return {
        query, people,
        only: { [only]: true },
        counts: Object.fromEntries(TYPES.map((type) => [type, inFilter(everyone, type).length])),
        none: people.length ? "" : !everyone.length ? "roll" : query ? "search" : "filter",
      };
    },
    actions: {
      search: (input) => { query = /** @type {HTMLInputElement} */ (input).value; app.repaint(); },
      only: ({ dataset }) => { only = dataset.with ?? "all"; app.repaint(); },
      register: () => { query = ""; only = "all"; void openPersonForm(app).then(app.repaint); }, // whoever joins is seen in the list
    },
  };
}
