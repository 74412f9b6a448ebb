// The sheet of a payment: what it cost and whose money it was, its receipt, and the foods it brought to the pantry.

import { today } from "../reading/calendar.js";
import { boxOf, likelyFund, subsidyOn } from "../reading/cash.js";
import { FOOD, linesOf, linesView } from "./delivery-form.js";
import { parted, readLines } from "../reading/delivery.js";
import { foodView, formOf } from "./food-form.js";
import { foods } from "../reading/foods.js";
import { readCents } from "../reading/amounts.js";
import { purchaseEntries, untold } from "../reading/purchase.js";
import { warningsOf } from "../reading/receipts.js";
import { openForm } from "../page/sheetform.js";

/** @typedef {import("../app.js").App} App */

const LONGEST = 80; // letters of a description, as the declaration has it

/** @param {App} app */
export function openPurchase(app) {
  const { notebook } = app;
  const form = formOf("pago");
  const funds = boxOf(notebook.books());
  const subsidy = subsidyOn(notebook.operations({ kind: "subsidy.received", undone: false }), today());
  const payments = notebook.operations({ kind: "cash.spent", undone: false });
  return openForm(notebook, {
    sheet: "pago",
    key: "cash.spent",
    values: { on: today(), fund: likelyFund(funds.subsidy, subsidy.state), measure: "whole" },
    view: (raw) => ({ ...purchaseView(app, form, raw), ...warningsOf(raw, payments, funds, subsidy) }),
    save: ({ on, ...values }, id) => {
      const [, cash] = parted(values, FOOD);
      const lines = cash.category === "food" ? linesOf(app, form, notebook.newId()) : [];
      const named = linesView(lines, foods(notebook.books())).map(({ name }) => name).join(", ").slice(0, LONGEST);
      return app.write(purchaseEntries({ on, id, cash: { ...(named && { description: named }), ...cash }, lines }));
    },
  });
}

/**
 * @param {App} app
 * @param {HTMLFormElement} form
 * @param {import("../page/forms.js").Raw} raw
 */
function purchaseView(app, form, raw) {
  const lines = readLines(raw.lines);
  const worths = [...lines.map(({ data }) => data), { value_cents: readCents(raw.value_cents ?? "") || 0 }];
  form.food.required = false; // not all that is bought to eat goes to the pantry
  form.received_qty.required = Boolean(raw.food);
  return {
    ...foodView(app, raw),
    lines: linesView(lines, foods(app.notebook.books())),
    food: raw.category === "food",
    rest: lines.length ? untold(readCents(raw.amount_cents ?? "") || 0, worths) : 0,
  };
}
