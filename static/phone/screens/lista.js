// Ticking the people who ate, by name. A tick is written at once; tapping it again takes it back.

import { fill } from "../bind.js";
import { isDay, today } from "../calendar.js";
import { bracketOf, classOf, everybody, found, yearsOn } from "../people.js";
import { priceOf, pricesOn } from "../prices.js";
import { serviceOf } from "../service-day.js";
import { closeSheet, openSheet } from "../sheets.js";
import { describeFirst } from "../tally.js";

/** @typedef {{id: string, class: string, again: number}} Ration */

/** @param {import("../app.js").App} app @returns {import("../router.js").Screen} */
export function lista(app) {
  const { notebook } = app;
  let on = today();
  let slot = 1;
  let query = "";
  let only = "all";
  let about = ""; // the person in the sheet
  const busy = new Set();
  const rationsOf = (/** @type {string} */ id) => /** @type {Ration[]} */ (serviceOf(notebook.books(), on, slot).present[id] ?? []);

  /**
   * One act on one person at a time: a second tap waits for nothing and does nothing.
   *
   * @param {string|undefined} id
   * @param {(id: string) => Promise<any>} act
   */
  const once = async (id, act) => {
    if (!id || busy.has(id)) return;
    busy.add(id);
    try { await act(id); } catch { /* said by the toast */ } finally { busy.delete(id); }
  };
  const serve = (/** @type {string} */ id, /** @type {string} */ code, again = 0) => serveOne(app, { on, slot, id, code, again });
  const undoLast = (/** @type {string} */ id) => { const last = lastOf(rationsOf(id)); return last ? app.undo(last.id) : Promise.resolve(); };
  const refresh = () => fill(/** @type {Element} */ (document.getElementById("racion")), sheetView(app, about, rationsOf(about)));

  return {
    open(day, place) {
      on = isDay(day) ? day : today();
      slot = /^[1-9]$/.test(place ?? "") ? Number(place) : 1;
      query = "";
      only = "all";
    },
    view() {
      const books = notebook.books();
      const { present, named } = serviceOf(books, on, slot);
      const roll = everybody(books, on).filter(({ id, left_on }) => present[id] || !left_on || left_on > on);
      const kept = roll.filter(({ id }) => only === "all" || Boolean(present[id]) === (only === "present"));
      const people = found(kept, query).map(({ id, name }) => ({ id, name, present: Boolean(present[id]), rations: rationLines(present[id]) }));
      const none = people.length ? "" : !roll.length ? "roll" : query ? "search" : "filter";
      const marked = Object.values(named).reduce((sum, n) => sum + n, 0);
      return { on, query, only: { [only]: true }, people, none, marked, backLink: `#/hoy/${on}/${slot}` };
    },
    actions: {
      search: (input) => { query = /** @type {HTMLInputElement} */ (input).value; app.repaint(); },
      only: ({ dataset }) => { only = dataset.with ?? "all"; app.repaint(); },
      tick: ({ dataset }) => once(dataset.id, (id) =>
        (rationsOf(id).length ? undoLast(id) : serve(id, classOf(notebook.books().people[id]?.type)))),
      more: ({ dataset }) => { about = dataset.id ?? ""; refresh(); openSheet("racion"); },
      as: ({ dataset }) => once(about, async (id) => {
        const last = lastOf(rationsOf(id));
        if (last?.class === dataset.with) return closeSheet();
        if (last) await notebook.undo(last.id);
        await serve(id, dataset.with ?? "paid", last?.again ?? 0);
        closeSheet();
      }),
      again: () => once(about, async (id) => {
        const last = lastOf(rationsOf(id));
        if (last && last.again < 9) await serve(id, last.class, last.again + 1);
        closeSheet();
      }),
      none: () => once(about, async (id) => { await undoLast(id); closeSheet(); }),
    },
  };
}

/** @param {Ration[]} rations @returns {Ration|undefined} the last plate she took */
const lastOf = (rations) => [...rations].sort((one, other) => other.again - one.again)[0];

/** @param {Ration[]|undefined} rations */
const rationLines = (rations) => (rations ?? []).map((ration) => ({ key: ration.again, class: ration.class }));

/**
 * @param {import("../app.js").App} app
 * @param {string} id
 * @param {Ration[]} rations
 */
function sheetView({ notebook }, id, rations) {
  const person = everybody(notebook.books(), today()).find((one) => one.id === id);
  const last = lastOf(rations);
  return { name: person?.name, present: rations.length > 0, is: last ? { [last.class]: true } : {} };
}

/**
 * The ration copies class, price, age bracket and sex, so that it is counted alike for ever.
 *
 * @param {import("../app.js").App} app
 * @param {{on: string, slot: number, id: string, code: string, again: number}} plate
 */
async function serveOne({ notebook, write }, { on, slot, id, code, again }) {
  await describeFirst(notebook, on, slot);
  const books = notebook.books();
  const person = books.people[id] ?? {};
  const data = {
    slot, person: id, class: code,
    price_cents: priceOf(code, pricesOn(books, on, slot)),
    bracket: bracketOf(yearsOn(person, on)),
    sex: person.sex,
    again: again || undefined,
  };
  await write({ id: notebook.newId(), kind: "rations.served", on, data });
}
