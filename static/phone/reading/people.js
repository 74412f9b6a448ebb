// How the people of the roll are named, aged, ordered and put into lists: think.

import { sounds } from "./search.js";

/** @typedef {import("../books/books.js").Books} Books */
/** @typedef {import("../books/roll.js").Person} Person */
/** @typedef {Person & {id: string, name: string, link: string, initial: string, years: number|null, conflict: boolean}} Listed */

const order = new Intl.Collator("es", { sensitivity: "base" });
const MAJORITY = 18;

/**
 * @param {Partial<Person>} person
 * @returns {string} as she says it: names first
 */
export const fullName = ({ names, paternal, maternal }) => [names, paternal, maternal].filter(Boolean).join(" ");

/**
 * @param {Partial<Person>} person
 * @returns {string} as the official padrón orders it: surnames first
 */
export function listName(person) {
  const surnames = [person.paternal, person.maternal].filter(Boolean).join(" ");
  return [surnames, person.names].filter(Boolean).join(", ");
}

/**
 * Whole years on a day; an age that was only told grows from the day she joined.
 *
 * @param {Partial<Person>} person
 * @param {string} on
 * @returns {number|null}
 */
export function yearsOn({ born_on, age, joined_on }, on) {
  if (born_on) return Number(on.slice(0, 4)) - Number(born_on.slice(0, 4)) - (on.slice(5) < born_on.slice(5) ? 1 : 0);
  if (age == null) return null;
  return age + (joined_on ? Math.max(0, yearsOn({ born_on: joined_on }, on) ?? 0) : 0);
}

/**
 * @param {number|null} years
 * @returns {string|undefined} the bracket in which her rations are counted
 */
export function bracketOf(years) {
  if (years == null || years < 0) return undefined;
  return years <= 5 ? "0-5" : years <= 11 ? "6-11" : years < MAJORITY ? "12-17" : years < 60 ? "18-59" : "60+";
}

/** @param {number|null} years */
export const isMinor = (years) => years != null && years < MAJORITY;

/** @param {string|undefined} type of person @returns {string} the class in which she eats, until somebody says otherwise */
export const classOf = (type) => (type === "member" ? "member" : type === "social_case" ? "social_case" : "paid");

/** @type {{people: Books["people"]|null, today: string, all: Listed[]}} the last answer: a roll is asked for often and changes seldom */
let told = { people: null, today: "", all: [] };

/**
 * Everybody the screens may show, in the order of the padrón.
 *
 * @param {Books} books
 * @param {string} today
 * @returns {Listed[]}
 */
export function everybody({ people }, today) {
  if (told.people !== people || told.today !== today) told = { people, today, all: listed(people, today) };
  return told.all;
}

/**
 * @param {Books["people"]} people
 * @param {string} today
 */
function listed(people, today) {
  const known = Object.entries(people).filter(([, person]) => !person.hidden && !person.erased);
  /** @type {Map<string|undefined, number>} how many have a document */
  const held = new Map();
  for (const document of known.map(([, person]) => documentOf(person))) if (document) held.set(document, (held.get(document) ?? 0) + 1);
  return known.map(([id, person]) => ({
    ...person, id,
    name: listName(person),
    link: `#/persona/${id}`,
    initial: (person.paternal ?? person.names ?? "?").slice(0, 1),
    years: yearsOn(person, today),
    conflict: Object.keys(person.conflicts ?? {}).length > 0 || Number(held.get(documentOf(person))) > 1,
  })).sort((one, other) => order.compare(one.name, other.name));
}

/**
 * Others on the roll with her document: likely she herself, registered twice (docs/sync.md).
 *
 * @param {Books["people"]} people
 * @param {string} id
 * @returns {string[]} ids
 */
export function twinsOf(people, id) {
  const document = documentOf(people[id]);
  return document ? Object.keys(people).filter((other) => other !== id && documentOf(people[other]) === document) : [];
}

/** @param {Person} person */
const documentOf = ({ doc_number, left_on, hidden }) => (left_on || hidden ? undefined : doc_number);

/**
 * Whose name or document has every word that was typed, in any order, accents aside.
 *
 * @template {Partial<Person>} P
 * @param {P[]} people
 * @param {string} query
 * @returns {P[]}
 */
export function found(people, query) {
  const words = sounds(query).split(" ").filter(Boolean);
  if (!words.length) return people;
  return people.filter((person) => {
    const all = ` ${sounds(fullName(person))} ${person.doc_number ?? ""}`.toLowerCase();
    return words.every((word) => all.includes(` ${word}`));
  });
}

/**
 * @param {Listed[]} people
 * @param {string} filter all, member, user, social_case, left
 */
export function inFilter(people, filter) {
  if (filter === "left") return people.filter(({ left_on }) => left_on);
  return people.filter(({ left_on, type }) => !left_on && (filter === "all" || type === filter));
}
