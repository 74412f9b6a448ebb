// Ticking the people who ate, by name. A tick is written at once; tapping it again takes it back.

import { CLASSES } from "../books/rations.js";
import { fill } from "../page/bind.js";
import { isDay, today } from "../reading/calendar.js";
import { bracketOf, classOf, everybody, found, yearsOn } from "../reading/people.js";
import { priceOf, pricesOn } from "../reading/prices.js";
import { serviceOf } from "../reading/service-day.js";
import { closeSheet, openSheet } from "../page/sheets.js";
import { describeFirst } from "./tally.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../page/router.js").Screen} Screen */
/** @typedef {{id: string, class: string, again: number}} Ration */

/** @implements {Screen} */
export class Lista {
  /** @param {App} app */
  constructor(app) {
    this.app = app;
    this.on = today();
    this.slot = 1;
    this.query = "";
    this.only = "all";
    this.about = ""; // the person in the sheet
    this.busy = new Set();
    this.actions = this.whatItDoes();
  }

  /**
   * @param {string} [day]
   * @param {string} [slot]
   */
  open(day, slot) {
    this.on = day && isDay(day) ? day : today();
    this.slot = /^[1-9]$/.test(slot ?? "") ? Number(slot) : 1;
    this.query = "";
    this.only = "all";
  }

  view() {
    const { on, slot, query, only, app: { notebook } } = this;
    const { present } = serviceOf(notebook.books(), on, slot);
    const roll = everybody(notebook.books(), on).filter(({ id, left_on }) => present[id] || !left_on || left_on > on);
    const kept = roll.filter(({ id }) => only === "all" || Boolean(present[id]) === (only === "present"));
    const people = found(kept, query).map(({ id, name }) => ({ id, name, present: Boolean(present[id]), rations: rationLines(present[id]) }));
    const marked = roll.filter(({ id }) => present[id]).length;
    return {
      on, query, people,
      only: { [only]: true },
      counts: { all: roll.length, present: marked, missing: roll.length - marked },
      none: people.length ? "" : !roll.length ? "roll" : query ? "search" : "filter",
      backLink: `#/hoy/${on}/${slot}`,
    };
  }

  /** @returns {Screen["actions"]} */
  whatItDoes() {
    const { app } = this;
    return {
      search: (input) => { this.query = /** @type {HTMLInputElement} */ (input).value; app.repaint(); },
      only: ({ dataset }) => { this.only = dataset.with ?? "all"; app.repaint(); },
      tick: ({ dataset }) => this.once(dataset.id, (id) => this.tick(id)),
      more: ({ dataset }) => this.openSheet(dataset.id ?? ""),
      as: ({ dataset }) => this.once(this.about, (id) => this.serveAs(id, dataset.id ?? "")),
      again: () => this.once(this.about, (id) => this.serveAgain(id)),
      none: () => this.once(this.about, (id) => this.takeBack(id).then(closeSheet)),
    };
  }

  /**
   * One act on one person at a time: a second tap waits for nothing and does nothing.
   *
   * @param {string|undefined} id
   * @param {(id: string) => Promise<any>} act
   */
  async once(id, act) {
    if (!id || this.busy.has(id)) return;
    this.busy.add(id);
    await act(id).catch(() => {}); // said by the toast
    this.busy.delete(id);
  }

  /** @param {string} id @returns {Ration[]} what she took, the last plate first */
  rationsOf(id) {
    const rations = serviceOf(this.app.notebook.books(), this.on, this.slot).present[id] ?? [];
    return [...rations].sort((one, other) => other.again - one.again);
  }

  /** @param {string} id */
  tick(id) {
    const type = this.app.notebook.books().people[id]?.type;
    return this.rationsOf(id).length ? this.takeBack(id) : this.serve(id, classOf(type));
  }

  /** @param {string} id */
  async takeBack(id) {
    const [last] = this.rationsOf(id);
    if (last) await this.app.undo(last.id);
  }

  /**
   * Another class: what was written is taken back and written anew.
   *
   * @param {string} id
   * @param {string} code
   */
  async serveAs(id, code) {
    const [last] = this.rationsOf(id);
    if (last?.class !== code) {
      if (last) await this.app.notebook.undo(last.id);
      await this.serve(id, code, last?.again);
    }
    closeSheet();
  }

  /** @param {string} id */
  async serveAgain(id) {
    const [last] = this.rationsOf(id);
    if (last && last.again < 9) await this.serve(id, last.class, last.again + 1);
    closeSheet();
  }

  /**
   * @param {string} id
   * @param {string} code
   * @param {number} [again]
   */
  serve(id, code, again = 0) {
    return serveOne(this.app, { on: this.on, slot: this.slot, id, code, again });
  }

  /** @param {string} id */
  openSheet(id) {
    this.about = id;
    const person = everybody(this.app.notebook.books(), this.on).find((one) => one.id === id);
    const [last] = this.rationsOf(id);
    const [written] = last ? this.app.notebook.operations({ id: last.id }) : [];
    const by = this.app.notebook.books().keepers[written?.by]?.name;
    fill(openSheet("racion"), { name: person?.name, by, present: Boolean(last), classes: CLASSES.map((code) => ({ key: code, class: code, chosen: code === last?.class })) });
  }
}

/** @param {Ration[]|undefined} rations */
const rationLines = (rations) => (rations ?? []).map((ration) => ({ key: ration.again, class: ration.class }));

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
