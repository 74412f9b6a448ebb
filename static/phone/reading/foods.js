// Foods as the screens name them: the national catalogue, as the page brings it, and the kitchen's own.

import { sounds } from "./search.js";

/** @typedef {import("./written.js").Foods} Foods */
/** @typedef {import("../books/books.js").Books} Books */

/** @type {Foods|null} */
let catalogue = null;
/** @type {{own: Books["foods"]|null, foods: Foods}} */
let known = { own: null, foods: new Map() };

/**
 * @param {Books} books
 * @returns {Foods} by slug, or by the id of an own food
 */
export function foods(books) {
  if (known.own === books.foods) return known.foods;
  catalogue ??= readCatalogue();
  const own = Object.entries(books.foods).map(([id, { name, measure }]) => /** @type {const} */ ([id, { name, measure, group: "other" }]));
  known = { own: books.foods, foods: new Map([...catalogue, ...own]) };
  return known.foods;
}

const inThePage = () => /** @type {HTMLTemplateElement} */ (document.getElementById("alimentos")).content;

/** The catalogue is in the page once; each list of choice takes its copy. A food whose slug is its name in plain letters comes without (app/phone/shell.py). */
export function offerFoods() {
  for (const option of inThePage().querySelectorAll("option")) option.value = sounds(option.value).replaceAll(" ", "-");
  for (const select of document.querySelectorAll("select[name=food]")) select.lastElementChild?.before(inThePage().cloneNode(true));
}

/** @returns {Foods} */
function readCatalogue() {
  const groups = /** @type {NodeListOf<HTMLElement>} */ (inThePage().querySelectorAll("optgroup"));
  return new Map([...groups].flatMap(({ children, dataset: { group = "other" } }) => /** @type {HTMLOptionElement[]} */ ([...children]).map(
    ({ value, text, dataset: { measure = "g" } }) => /** @type {const} */ ([value, { name: text, measure, group }]))));
}
