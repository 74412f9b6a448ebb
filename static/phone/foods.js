// The national catalogue of foods as the page brings it: what each is called and how it is measured.

/** @typedef {import("./written.js").Foods} Foods */

/** @type {Foods|null} */
let known = null;

/** @returns {Foods} */
export function foods() {
  if (known) return known;
  const entries = /** @type {NodeListOf<HTMLDataElement>} */ (document.querySelectorAll("#alimentos data"));
  known = new Map([...entries].map(({ value, textContent, dataset }) => [value, { name: textContent ?? value, measure: dataset.measure ?? "g" }]));
  return known;
}
