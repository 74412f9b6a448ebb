// The day's service at a glance: date, menu and price, counters, totals.

import { addDays, isDay, today } from "../calendar.js";
import { changesOf } from "../changes.js";
import { pricesOn } from "../prices.js";
import { reprice } from "../reprice.js";
import { serviceOf, serviceView, slotsOn } from "../service-day.js";
import { openForm } from "../sheetform.js";
import { openTally } from "../tally.js";

/** @param {import("../app.js").App} app @returns {import("../router.js").Screen & {leave: () => void}} */
export function hoy(app) {
  const { notebook } = app;
  let on = today();
  let slot = 1;
  let saving = "";
  const tally = openTally(notebook, (state) => { saving = state; app.repaint(); });
  const go = (/** @type {string} */ day, place = 1) => { location.hash = `#/hoy/${day}/${place}`; };
  const shown = (/** @type {string} */ code) => tally.typed(on, slot)[code] ?? serviceOf(notebook.books(), on, slot).unnamed[code] ?? 0;
  const count = (/** @type {string|undefined} */ code, /** @type {number} */ n) => { if (code) tally.set(on, slot, code, Math.min(Math.max(n, 0), 100_000)); };

  return {
    open(day, place) {
      const same = (day ?? today()) === on && Number(place ?? 1) === slot;
      on = isDay(day) ? day : today();
      slot = /^[1-9]$/.test(place ?? "") ? Number(place) : 1;
      if (!same) { void tally.flush(); saving = ""; }
    },
    leave() { void tally.flush(); },
    view() {
      const books = notebook.books();
      const counts = notebook.operations({ kind: "rations.counted", on, slot });
      const slots = slotsOn(books, on, slot);
      return {
        ...serviceView(books, on, slot, today(), tally.typed(on, slot), counts),
        saving,
        listLink: `#/lista/${on}/${slot}`,
        several: slots.length > 1,
        slots: slots.map((place) => ({ id: place, slot: place, label: serviceOf(books, on, place).label, link: `#/hoy/${on}/${place}`, current: place === slot })),
      };
    },
    actions: {
      before: () => go(addDays(on, -1)),
      after: () => go(addDays(on, 1)),
      pick: (input) => { const { value } = /** @type {HTMLInputElement} */ (input); if (isDay(value)) go(value); },
      another: () => go(on, Math.min(9, Math.max(...slotsOn(notebook.books(), on, slot)) + 1)),
      plus: ({ dataset }) => count(dataset.with, shown(dataset.with ?? "") + 1),
      minus: ({ dataset }) => count(dataset.with, shown(dataset.with ?? "") - 1),
      type: (input) => { count(input.dataset.with, Number.parseInt(/** @type {HTMLInputElement} */ (input).value, 10) || 0); void tally.flush(); },
      settle: ({ dataset }) => { const [code, n] = (dataset.id ?? "").split("/"); count(code, Number(n)); void tally.flush(); },
      describe: () => { void describe(app, on, slot); },
      keep: ({ dataset }) => { void keepValue(app, on, slot, dataset.id ?? ""); },
      skip: () => { void skip(app, on, slot); },
      cook: () => { void unskip(app, on, slot); },
    },
  };
}

/**
 * The sheet of menu and prices. Only what changed is written, over what it was.
 *
 * @param {import("../app.js").App} app
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
 * @param {import("../app.js").App} app
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
 * @param {import("../app.js").App} app
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
 * @param {import("../app.js").App} app
 * @param {string} on
 * @param {number} slot
 */
async function unskip({ notebook, undo }, on, slot) {
  for (const { id } of notebook.operations({ kind: "service.skipped", on, slot, undone: false })) await undo(id);
}

