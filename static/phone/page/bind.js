// Puts values into the words that the server wrote. A template asks with a closed list of data-* attributes (docs/phone.md);
// everything goes in as text, never as markup.

import { FORMATS } from "../reading/formats.js";

/** @typedef {Record<string, any>} View */

const plurals = new Intl.PluralRules("es");

/** @type {Record<string, (node: any, value: any) => void>} attribute (as dataset spells it) → what it does with its value */
const ATTRIBUTES = {
  text: (node, value) => setText(node, value == null ? "" : (FORMATS[node.dataset.as] ?? String)(value)),
  show: (node, value) => hide(node, !value),
  hide: (node, value) => hide(node, Boolean(value)),
  switch: (node, value) => choose(node, String(value)),
  plural: (node, value) => choose(node, plurals.select(value ?? 0)),
  list: (node, value) => fillRows(node, value ?? []),
  key: (node, value) => setAttribute(node, "data-id", String(value)),
  value: (node, value) => { if (node !== document.activeElement) node.value = value ?? ""; },
  isOf: (node, value) => setAttribute(node, "data-is", String(value ?? "")),
  classOf: (node, value) => setAttribute(node, "data-class", String(value ?? "")),
  pressed: (node, value) => setAttribute(node, "aria-pressed", String(Boolean(value))),
  current: (node, value) => (value ? node.setAttribute("aria-current", "true") : node.removeAttribute("aria-current")),
  share: (node, value) => node.style.setProperty("flex-grow", String(value ?? 0)),
  disabled: (node, value) => { node.disabled = Boolean(value); },
  struck: (node, value) => node.classList.toggle("struck", Boolean(value)),
  link: (node, value) => (value ? setAttribute(node, "href", value) : node.removeAttribute("href")),
};

/** @type {WeakMap<Element, {name: string, path: string}[]>} what each element asks for; it never changes, and a long list asks often */
const asksOf = new WeakMap();

/**
 * Fill an element and all it holds. Rows of lists are filled from their own items.
 *
 * @param {Element} root
 * @param {View} view
 */
export function fill(root, view) {
  const asks = asksOf.get(root) ?? readAsks(root);
  for (const { name, path } of asks) ATTRIBUTES[name](root, at(view, path));
  if (asks.some(({ name }) => name === "list")) return;
  for (let child = root.firstElementChild; child; child = child.nextElementSibling) fill(child, view);
}

/** @param {Element} element */
function readAsks(element) {
  const data = Object.entries(/** @type {HTMLElement} */ (element).dataset);
  const asks = data.filter(([name]) => name in ATTRIBUTES).map(([name, path = ""]) => ({ name, path }));
  asksOf.set(element, asks);
  return asks;
}

/**
 * The value at a dotted path; undefined when the way breaks.
 *
 * @param {View} view
 * @param {string} path
 */
function at(view, path) {
  return path.split(".").reduce((/** @type {any} */ value, name) => value?.[name], view);
}

/**
 * @param {Node} node
 * @param {string} text
 */
function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * What is so already is left alone here too: the browser would work out its style again.
 *
 * @param {HTMLElement} node
 * @param {boolean} isHidden
 */
function hide(node, isHidden) {
  if (node.hidden !== isHidden) node.hidden = isHidden;
}

/**
 * @param {Element} node
 * @param {string} name
 * @param {string} value
 */
function setAttribute(node, name, value) {
  if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}

/**
 * Of the element's own children with `data-case`, show the one named; `other` stands for the rest.
 *
 * @param {Element} node
 * @param {string} name
 */
function choose(node, name) {
  const cases = /** @type {HTMLElement[]} */ ([...node.children]).filter((child) => child.dataset.case !== undefined);
  const chosen = cases.find((child) => child.dataset.case === name) ?? cases.find((child) => child.dataset.case === "other");
  for (const child of cases) hide(child, child !== chosen);
}

/** @type {WeakMap<Element, Map<string, Element>>} */
const rowsOf = new WeakMap();
/** @type {WeakMap<Element, string>} what each row was last filled with: of a long list one row changes */
const saidIn = new WeakMap();

/**
 * One row of the list's `data-row` template for each item; rows that stay are kept, so that focus and scrolling do too.
 *
 * @param {HTMLElement} list
 * @param {View[]} items keyed by `key` or `id`, else by place
 */
function fillRows(list, items) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(list.dataset.row ?? ""));
  const before = rowsOf.get(list) ?? new Map();
  const now = new Map(before); // a row that is not wanted now is wanted again when the search is cleared
  items.forEach((item, place) => {
    const key = String(item.key ?? item.id ?? place);
    const row = before.get(key) ?? /** @type {Element} */ (template.content.cloneNode(true)).firstElementChild;
    const said = JSON.stringify(item);
    if (saidIn.get(row) !== said) fill(row, item);
    saidIn.set(row, said);
    now.set(key, row);
    if (list.children[place] !== row) list.insertBefore(row, list.children[place] ?? null);
  });
  while (list.children.length > items.length) list.lastElementChild?.remove();
  rowsOf.set(list, now);
}
