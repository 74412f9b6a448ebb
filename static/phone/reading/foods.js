// Foods as the screens name them: the national catalogue, as the page brings it, and the kitchen's own.

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

/** @returns {Foods} */
function readCatalogue() {
  const entries = /** @type {NodeListOf<HTMLDataElement>} */ (document.querySelectorAll("#alimentos data"));
  return new Map([...entries].map(({ value, textContent, dataset }) => [value, { name: textContent ?? value, measure: dataset.measure ?? "g", group: dataset.group ?? "other" }]));
}
