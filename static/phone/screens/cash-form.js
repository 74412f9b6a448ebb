// The sheets of the box: the subsidy, other money that came, what a service brought, and counting.

import { readCents } from "../reading/amounts.js";
import { today } from "../reading/calendar.js";
import { boxOf } from "../reading/cash.js";
import { everybody } from "../reading/people.js";
import { serviceOf } from "../reading/service-day.js";
import { openForm } from "../page/sheetform.js";
import { formOf } from "./food-form.js";

/** @typedef {import("../app.js").App} App */

/** @param {App} app */
export function openSubsidy({ notebook, write }) {
  const kind = "subsidy.received";
  const payer = notebook.operations({ kind, undone: false })[0]?.data.payer;
  return openForm(notebook, {
    sheet: "subsidio",
    key: kind,
    values: { on: today(), payer },
    save: ({ on, ...data }, id) => write({ id, kind, on, data }),
  });
}

/**
 * Money that came otherwise, and debts forgiven.
 *
 * @param {App} app
 * @param {{id: string, cents: number}[]} debts
 * @param {{kind?: string, person?: string}} [chosen]
 */
export function openIncome({ notebook, write }, debts, { kind = "income.received", person = "" } = {}) {
  const form = formOf("ingreso");
  const people = [{ id: "", name: "\u2013" }, ...everybody(notebook.books(), today())];
  const used = notebook.operations({ kind: "income.received", undone: false }).flatMap(({ data }) => data.category ?? []);
  const categories = [...new Set(used)].slice(0, 8).map((id) => ({ id }));
  return openForm(notebook, {
    sheet: "ingreso",
    key: `money/${kind}`,
    values: { on: today(), kind, person, fund: "own", period: today().slice(0, 7) },
    view: ({ kind: what = "", person: whose = "" }) => ({
      income: what === "income.received",
      dues: what === "dues.paid",
      forgiven: what === "credit.forgiven",
      debt: what.startsWith("credit") && debts.find(({ id }) => id === whose)?.cents,
      people, categories,
    }),
    save: ({ on, ...data }, id) => write({ id, kind: form.kind.value, on, data }),
  });
}

/** @param {App} app */
export function openCount({ notebook, write }) {
  const kind = "cash.counted";
  return openForm(notebook, {
    sheet: "arqueo",
    key: kind,
    values: { on: today() },
    view: ({ on, amount_cents }) => {
      const written = boxOf(notebook.books(), on).box;
      const more = readCents(amount_cents ?? "") - written;
      return { written, found: Number.isNaN(more) ? "" : more > 0 ? "more" : more < 0 ? "less" : "even", difference: Math.abs(more) };
    },
    save: ({ on, ...data }, id) => write({ id, kind, on, data: { ...data, ...replacing(notebook.operations({ kind, on, undone: false })) } }),
  });
}

/**
 * What was really collected for a service, where it is not what its plates cost.
 *
 * @param {App} app
 * @param {string} on
 * @param {number} slot
 */
export function openSettled({ notebook, write }, on, slot) {
  const kind = "rations.settled";
  const { due_cents } = serviceOf(notebook.books(), on, slot);
  const before = () => notebook.operations({ kind, on, slot, undone: false });
  return openForm(notebook, {
    sheet: "cobrado",
    key: `${kind}/${on}/${slot}`,
    values: { amount_cents: notebook.books().cash[on]?.settled?.[slot] ?? due_cents },
    view: () => ({ due_cents }),
    save: (data, id) => write({ id, kind, on, data: { slot, ...data, ...replacing(before()) } }),
  });
}

/**
 * What is said anew names what it knew of, so that it is believed.
 *
 * @param {{id: string}[]} before
 */
const replacing = (before) => (before.length ? { replaces: before.slice(0, 20).map(({ id }) => id) } : {});
