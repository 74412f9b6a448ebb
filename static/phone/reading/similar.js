// People of the roll who may be the one being registered: shown while typing, never forbidden. Think.

/** @typedef {import("../books/roll.js").Person} Person */
/** @typedef {{id: string, why: ("document"|"name"|"birth")[]}} Likeness */
/** @typedef {{written: string, said: string}} Word */

import { sounds } from "./search.js";

const MOST = 5;
const ENOUGH = 0.75; // of the words of the longer name

/** @type {[RegExp, string][]} what sounds alike in Peru is written in many ways: Quispe and Kispe, Huaman and Guaman */
const SOUNDS = [[/^[hg]u(?=[ae])/, "w"], [/h/g, ""], [/qu|k/g, "c"], [/ll/g, "y"], [/v/g, "b"], [/z|c(?=[ei])/g, "s"], [/(.)\1/g, "$1"]];

/**
 * @param {Record<string, Person>} people
 * @param {Partial<Person>} typed as far as it is typed
 * @param {string} [herself] id, when a person of the roll is being amended
 * @returns {Likeness[]} the likeliest first
 */
export function similarTo(people, typed, herself) {
  const sought = wordsOf(typed);
  return Object.entries(people)
    .filter(([id, { hidden, erased }]) => id !== herself && !hidden && !erased)
    .map(([id, person]) => ({ id, ...likeness(person, typed, sought) }))
    .filter(({ why }) => why.length)
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST)
    .map(({ id, why }) => ({ id, why }));
}

/**
 * @param {Person} person
 * @param {Partial<Person>} typed
 * @param {Word[]} sought
 * @returns {{score: number, why: Likeness["why"]}}
 */
function likeness(person, typed, sought) {
  const others = wordsOf(person);
  const shared = sharedWords(sought, others);
  const born = Boolean(typed.born_on) && typed.born_on === person.born_on;
  const document = Boolean(typed.doc_number) && typed.doc_number === person.doc_number;
  const name = shared >= 2 && (born || shared / Math.max(sought.length, others.length) >= ENOUGH);
  /** @type {Likeness["why"]} */
  const why = [];
  if (document) why.push("document");
  if (name) why.push("name");
  if (name && born) why.push("birth");
  return { why, score: why.length * 10 + shared };
}

/**
 * @param {Partial<Person>} person
 * @returns {Word[]}
 */
function wordsOf({ paternal, maternal, names }) {
  const words = sounds([paternal, maternal, names].filter(Boolean).join(" ")).split(" ").filter(Boolean);
  return words.map((written) => ({ written, said: SOUNDS.reduce((sound, [from, to]) => sound.replace(from, to), written) }));
}

/**
 * @param {Word[]} words
 * @param {Word[]} others
 * @returns {number} how many words both have, each counted once, one slip of the finger forgiven
 */
function sharedWords(words, others) {
  const left = [...others];
  return words.filter((word) => {
    const at = left.findIndex((other) => word.said === other.said || areClose(word.written, other.written));
    return at >= 0 && left.splice(at, 1);
  }).length;
}

/**
 * The same, or one letter changed, missing, added, or two swapped, in words long enough to tell.
 *
 * @param {string} one
 * @param {string} other
 */
function areClose(one, other) {
  if (one === other) return true;
  if (Math.min(one.length, other.length) < 4 || Math.abs(one.length - other.length) > 1) return false;
  const at = [...one].findIndex((letter, place) => letter !== other[place]);
  if (at < 0) return true;
  const [rest, restOfOther] = [one.slice(at), other.slice(at)];
  const swapped = rest[1] + rest[0] + rest.slice(2) === restOfOther;
  return swapped || rest.slice(1) === restOfOther.slice(1) || rest.slice(1) === restOfOther || rest === restOfOther.slice(1);
}
