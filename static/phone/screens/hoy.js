// The day's service at a glance: date, menu and price, counters, totals.

import { addDays, isDay, isWrong, today } from "../reading/calendar.js";
import { openSettled } from "./cash-form.js";
import { changesOf } from "../books/changes.js";
import { observedMonth } from "../reading/handing-view.js";
import { noticeLines } from "../reading/notices.js";
import { pricesOn } from "../reading/prices.js";
import { reprice } from "./reprice.js";
import { serviceOf, serviceView, slotsOn } from "../reading/service-day.js";
import { openForm } from "../page/sheetform.js";
import { Tally } from "./tally.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../page/router.js").Screen} Screen */

const MOST = 100_000; // the declaration's limit

/** @implements {Screen} */
export class Hoy {
  /** @param {App} app */
  constructor(app) {
    this.app = app;
    this.on = today();
    this.slot = 1;
    this.saving = "";
    this.tally = new Tally(app.notebook, (state) => { this.saving = state; app.repaint(); });
    this.actions = this.whatItDoes();
  }

  /**
   * @param {string} [day]
   * @param {string} [slot]
   */
  open(day, slot) {
    const before = `${this.on}/${this.slot}`;
    this.on = day && isDay(day) ? day : today();
    this.slot = /^[1-9]$/.test(slot ?? "") ? Number(slot) : 1;
    if (`${this.on}/${this.slot}` === before) return;
    void this.tally.flush();
    this.saving = "";
  }

  leave() {
    void this.tally.flush();
  }

  view() {
    const { on, slot, tally, saving, app: { notebook } } = this;
    const books = notebook.books();
    const isDisputed = serviceOf(books, on, slot).disputed.length > 0;
    const counts = isDisputed ? notebook.operations({ kind: "rations.counted", on, slot }) : []; // a year's notebook is long to look through
    const slots = slotsOn(books, on, slot);
    const observed = observedMonth(books);
    const settled = books.cash[on]?.settled?.[slot];
    return {
      ...serviceView(books, on, slot, today(), tally.typed(on, slot), counts),
      ...(on === today() && isWrong(notebook.status()) && { warning: "clock" }),
      saving, observed,
      settled: settled !== undefined && { cents: settled },
      writers: notebook.writers(`${on}/${slot}`).join(", "),
      notice: noticeLines(books, today()).filter(({ waiting }) => waiting).pop(), // the oldest first
      observedLink: observed && `#/mes/${observed}`,
      listLink: `#/lista/${on}/${slot}`,
      several: slots.length > 1,
      slots: slots.map((place) => ({ id: place, slot: place, label: serviceOf(books, on, place).label, link: `#/hoy/${on}/${place}`, current: place === slot })),
    };
  }

  /** @returns {Screen["actions"]} */
  whatItDoes() {
    const { app } = this;
    const valueOf = (/** @type {any} */ input) => String(input.value);
    return {
      before: () => go(addDays(this.on, -1)),
      after: () => go(addDays(this.on, 1)),
      calendar: (input) => { /** @type {any} */ (input).showPicker?.(); }, // on a table the field opens only by its little icon
      pick: (input) => { if (isDay(valueOf(input))) go(valueOf(input)); },
      another: () => go(this.on, Math.min(9, Math.max(...slotsOn(app.notebook.books(), this.on, this.slot)) + 1)),
      plus: ({ dataset }) => this.count(dataset.id, +1),
      minus: ({ dataset }) => this.count(dataset.id, -1),
      type: (input) => { this.set(input.dataset.id ?? "", Number.parseInt(valueOf(input), 10) || 0); void this.tally.flush(); },
      settle: ({ dataset }) => { const [code, n] = (dataset.id ?? "").split("/"); this.set(code, Number(n)); void this.tally.flush(); },
      describe: () => { void describe(app, this.on, this.slot); },
      keep: ({ dataset }) => { void keepValue(app, this.on, this.slot, dataset.id ?? ""); },
      collected: () => { void this.tally.flush().then(() => openSettled(app, this.on, this.slot)); },
      skip: () => { void skip(app, this.on, this.slot); },
      cook: () => { void unskip(app, this.on, this.slot); },
    };
  }

  /**
   * @param {string|undefined} code class
   * @param {number} more
   */
  count(code = "", more) {
    const { on, slot, app, tally } = this;
    this.set(code, (tally.typed(on, slot)[code] ?? serviceOf(app.notebook.books(), on, slot).unnamed[code] ?? 0) + more);
  }

  /**
   * @param {string} code class
   * @param {number} n
   */
  set(code, n) {
    this.tally.set(this.on, this.slot, code, Math.min(Math.max(n, 0), MOST));
  }
}

/**
 * @param {string} day
 * @param {number} [slot]
 */
function go(day, slot = 1) {
  location.hash = `#/hoy/${day}/${slot}`;
}

/**
 * The sheet of menu and prices. Only what changed is written, over what it was.
 *
 * @param {App} app
 * @param {string} on
 * @param {number} slot
 */
function describe(app, on, slot) {
  const books = app.notebook.books();
  const service = serviceOf(books, on, slot);
  const { label, price_cents, member_price_cents, social_price_cents } = pricesOn(books, on, slot);
  const values = { label: service.label ?? label, menu: service.menu, price_cents, member_price_cents, social_price_cents };
  return openForm(app.notebook, {
    sheet: "servicio",
    key: `service/${on}/${slot}`,
    values,
    async save(typed, id) {
      const changes = changesOf(service, typed, Object.keys(values));
      if (!changes) return;
      await app.write({ id, kind: "service.described", on, data: { slot, ...changes.data }, base: changes.base });
      await reprice(app.notebook, on, slot);
    },
  });
}

/**
 * One of two rival values is kept: an edit over the value that stands settles the field.
 *
 * @param {App} app
 * @param {string} on
 * @param {number} slot
 * @param {string} key field/place
 */
async function keepValue({ notebook, write }, on, slot, key) {
  const [field, place] = key.split("/");
  const service = serviceOf(notebook.books(), on, slot);
  const value = service.conflicts[field]?.[Number(place)];
  await write({ id: notebook.newId(), kind: "service.described", on, data: { slot, [field]: value ?? null }, base: { [field]: service[field] ?? null } }).catch(() => {});
}

/**
 * @param {App} app
 * @param {string} on
 * @param {number} slot
 */
function skip(app, on, slot) {
  return openForm(app.notebook, {
    sheet: "no-cocino",
    key: `skip/${on}/${slot}`,
    save: (values, id) => app.write({ id, kind: "service.skipped", on, data: { slot, ...values } }),
  });
}

/**
 * @param {App} app
 * @param {string} on
 * @param {number} slot
 */
async function unskip({ notebook, undo }, on, slot) {
  for (const { id } of notebook.operations({ kind: "service.skipped", on, slot, undone: false })) await undo(id);
}

