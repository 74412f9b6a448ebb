// The form of a person of the roll: to register her, or to amend what was written. It warns and never forbids.

import { today } from "../reading/calendar.js";
import { changesOf } from "../books/changes.js";
import { readDni } from "../reading/dni.js";
import { everybody, isMinor, yearsOn } from "../reading/people.js";
import { openForm } from "../page/sheetform.js";
import { similarTo } from "../reading/similar.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../page/forms.js").Raw} Raw */

const FIELDS = [
  "names", "paternal", "maternal", "doc_type", "doc_number", "born_on", "age", "sex", "type", "pregnant", "disability", "household",
  "guardian", "guardian_names", "guardian_paternal", "guardian_maternal", "guardian_dni", "address", "consent",
];

/**
 * @param {App} app
 * @param {string} [person] id of whom to amend; absent: somebody new
 */
export function openPersonForm(app, person) {
  const { notebook } = app;
  const before = person ? notebook.books().people[person] : undefined;
  return openForm(notebook, {
    sheet: "ficha",
    key: person ? `amend/${person}` : "register",
    values: before ?? {},
    person,
    view: (raw) => formView(app, raw, person),
    save: (values, id) => (person && before ? amend(app, person, before, values, id) : register(app, values, id)),
  });
}

/**
 * @param {App} app
 * @param {Record<string, any>} values
 * @param {string} id
 */
async function register({ write }, values, id) {
  await write({ id, kind: "beneficiary.registered", on: today(), data: asKept(values) });
}

/**
 * Of a DNI only the number is kept; its check character has done its work.
 *
 * @param {Record<string, any>} values
 */
function asKept(values) {
  if (values.doc_type !== "dni" || !values.doc_number) return values;
  const { number, check } = readDni(values.doc_number);
  return ["plain", "right", "wrong"].includes(check) ? { ...values, doc_number: number } : values;
}

/**
 * @param {App} app
 * @param {string} person
 * @param {Record<string, any>} before
 * @param {Record<string, any>} values
 * @param {string} id
 */
async function amend({ write }, person, before, values, id) {
  const changes = changesOf(before, asKept(values), FIELDS);
  if (changes) await write({ id, kind: "beneficiary.amended", on: today(), data: { person, ...changes.data }, base: changes.base });
}

/**
 * What the form shows beside its boxes: who looks alike, what looks wrong, which questions are not asked.
 *
 * @param {App} app
 * @param {Raw} raw
 * @param {string|undefined} person
 */
function formView({ notebook }, raw, person) {
  const everyone = everybody(notebook.books(), today());
  const others = everyone.filter(({ id }) => id !== person);
  const years = yearsOn({ born_on: raw.born_on, age: raw.age ? Number(raw.age) : undefined }, today());
  return {
    amends: Boolean(person),
    similar: similarTo(notebook.books().people, raw, person).flatMap(({ id }) => everyone.filter((one) => one.id === id)),
    dni: raw.doc_type === "dni" ? readDni(raw.doc_number ?? "").check : "",
    without: raw.doc_type === "none",
    born: Boolean(raw.born_on),
    man: raw.sex === "m",
    minor: isMinor(years),
    guarded: Boolean(raw.guardian),
    explains: notebook.keeper?.name,
    guardians: [{ id: "", name: "" }, ...others.filter(({ years: age, left_on }) => !left_on && !isMinor(age)).map(({ id, name }) => ({ id, name }))],
  };
}

