// One person of the roll: what is known of her, and what was written about her, by whom.

import { today } from "../reading/calendar.js";
import { foods } from "../reading/foods.js";
import { everybody, fullName, twinsOf, yearsOn } from "../reading/people.js";
import { openPersonForm } from "./person-form.js";
import { rights } from "./rights.js";
import { openForm } from "../page/sheetform.js";
import { writtenLine } from "../reading/written.js";

const FIRST = 8; // lines of what was written, before "Ver todo"

/** @param {import("../app.js").App} app @returns {import("../page/router.js").Screen} */
export function persona(app) {
  const { notebook } = app;
  let id = "";
  let all = false;
  const view = () => {
    const books = notebook.books();
    const written = notebook.operations({ person: id });
    return {
      ...personView(books, id),
      agreed: agreement(written, books),
      written: written.slice(0, all ? undefined : FIRST).map((one) => ({ ...writtenLine(one, books, foods(books)), about: undefined })),
      more: !all && written.length > FIRST,
    };
  };
  return {
    open(person) {
      if (person !== id) all = false;
      id = person ?? "";
    },
    view,
    actions: {
      amend: () => { void openPersonForm(app, id); },
      leave: () => { void leave(app, id); },
      back: () => { void app.write({ id: notebook.newId(), kind: "beneficiary.returned", on: today(), data: { person: id } }).catch(() => {}); },
      keep: ({ dataset }) => { void keepValue(app, id, dataset.id ?? ""); },
      all: () => { all = true; app.repaint(); },
      ...rights(app, () => id, () => { all = true; return view(); }),
    },
  };
}

/**
 * @param {import("../books/books.js").Books} books
 * @param {string} id
 */
function personView(books, id) {
  const person = books.people[id];
  if (!person) return { unknown: true, conflicts: [] };
  const twins = twinsOf(books.people, id);
  return {
    ...person,
    known: !person.erased,
    fullName: fullName(person),
    years: yearsOn(person, today()),
    said: { pregnant: person.pregnant != null && person.sex !== "m", disability: person.disability != null },
    guardianName: guardianOf(books, person),
    conflicts: conflictsOf(person),
    twins: everybody(books, today()).filter((one) => twins.includes(one.id)),
  };
}

/**
 * Who wrote down her answer about her data, and when.
 *
 * @param {import("../keeping/notebook.js").Written[]} written of her, newest first
 * @param {import("../books/books.js").Books} books
 */
function agreement(written, { keepers }) {
  const said = written.find(({ data, undone }) => data.consent && !undone);
  return said && { on: said.on, by: keepers[said.by]?.name };
}

/**
 * @param {import("../books/books.js").Books} books
 * @param {import("../books/roll.js").Person} person
 */
function guardianOf(books, person) {
  if (person.guardian) return fullName(books.people[person.guardian] ?? {});
  return fullName({ names: person.guardian_names, paternal: person.guardian_paternal, maternal: person.guardian_maternal });
}

/**
 * Fields that two phones wrote differently, each with its values as pills to tap.
 *
 * @param {import("../books/roll.js").Person} person
 */
function conflictsOf(person) {
  return Object.entries(person.conflicts ?? {}).map(([field, values]) => ({
    key: field, field,
    values: values.map((value, place) => ({ key: `${field}/${place}`, value, code: value == null ? "empty" : String(value) })),
  }));
}

/**
 * @param {import("../app.js").App} app
 * @param {string} id
 * @param {string} key field/place
 */
async function keepValue({ notebook, write }, id, key) {
  const [field, place] = key.split("/");
  const person = /** @type {any} */ (notebook.books().people[id]);
  const value = person.conflicts[field]?.[Number(place)] ?? null;
  const data = { person: id, [field]: value };
  await write({ id: notebook.newId(), kind: "beneficiary.amended", on: today(), data, base: { [field]: person[field] ?? null } }).catch(() => {});
}

/**
 * @param {import("../app.js").App} app
 * @param {string} person
 */
function leave(app, person) {
  return openForm(app.notebook, {
    sheet: "baja",
    key: `leave/${person}`,
    person,
    values: { on: today() },
    save: ({ on, ...values }, id) => app.write({ id, kind: "beneficiary.left", on, data: { person, ...values } }),
  });
}

