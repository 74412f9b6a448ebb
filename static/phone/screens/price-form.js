// A price learnt late: what was used of a food without a value is written anew with it, since a use keeps its own worth.

import { foods } from "../reading/foods.js";
import { pricelessLines, shelfOf } from "../reading/month-money.js";
import { unvalued } from "../reading/worth.js";
import { openForm } from "../page/sheetform.js";
import { say } from "../page/toast.js";

/**
 * @param {import("../app.js").App} app
 * @param {string} period
 * @param {string} shelf `food|source`
 */
export function openPrice({ notebook, write }, period, shelf) {
  const uses = () => unvalued(notebook.operations({ kind: "food.used", on: period, undone: false })).filter((use) => shelfOf(use) === shelf);
  const [line] = pricelessLines(uses(), foods(notebook.books()));
  return openForm(notebook, {
    sheet: "precio",
    key: `price/${period}/${shelf}`,
    view: () => line,
    async save({ value_cents: price }) {
      await write(uses().flatMap(({ id, on, data }) => [
        { id: notebook.newId(), kind: "operation.undone", on, data: { target: id } },
        { id: notebook.newId(), kind: "food.used", on, data: { ...data, value_cents: Math.round((data.qty * price) / 1000) } },
      ]), true);
      say("saved");
    },
  });
}
