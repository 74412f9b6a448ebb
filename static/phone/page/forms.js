// Forms as the declarations drew them: text in boxes ↔ the values of an operation's fields. What is empty is absent.

import { readAmount, readCents, readThousandths } from "../reading/amounts.js";
import { fill } from "./bind.js";

/** @typedef {HTMLInputElement|HTMLSelectElement} Control */
/** @typedef {Record<string, string>} Raw what stands in the boxes, by name; for drafts */

/** @type {Record<string, {read: (text: string) => any, write: (value: any) => string}>} by the control's `data-shows`; "none": its value is no field */
const KINDS = {
  text: { read: (text) => text.replace(/\s+/g, " ").trim(), write: String },
  flag: { read: (text) => text === "true", write: String },
  whole: { read: readAmount, write: String },
  money: { read: readCents, write: (cents) => (cents / 100).toFixed(2) },
  quantity: { read: readAmount, write: String },
  content: { read: readThousandths, write: (quantity) => String(quantity / 1000) },
};

/**
 * @param {HTMLFormElement} form
 * @returns {Control[]} every control that has a name
 */
function controls(form) {
  return /** @type {Control[]} */ ([...form.elements]).filter(({ name }) => name);
}

/** What its text means; nothing for one whose value is no field. */
const kindOf = (/** @type {Control} */ { dataset }) => KINDS[dataset.shows ?? "text"];

const isRadio = (/** @type {Control} */ control) => control.type === "radio";
const isChosen = (/** @type {Control} */ control) => !isRadio(control) || /** @type {HTMLInputElement} */ (control).checked;
/** A question that is not asked (of men, of adults) has no answer. */
const isAsked = (/** @type {Control} */ control) => !control.closest("[hidden]");

/**
 * @param {HTMLFormElement} form
 * @returns {Raw} what stands in the boxes now
 */
export function rawOf(form) {
  const filled = controls(form).filter((control) => isChosen(control) && control.value !== "");
  return Object.fromEntries(filled.map((control) => [control.name, control.value]));
}

/**
 * @param {HTMLFormElement} form
 * @param {Raw} raw
 */
export function putRaw(form, raw) {
  for (const control of controls(form)) {
    if (isRadio(control)) /** @type {HTMLInputElement} */ (control).checked = raw[control.name] === control.value;
    else control.value = raw[control.name] ?? "";
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {Record<string, any>} values fields of an operation; null and undefined leave their box empty
 * @returns {Raw}
 */
export function rawFrom(form, values) {
  /** @type {Raw} */
  const raw = {};
  for (const control of controls(form)) {
    const value = values[control.name];
    if (value != null) raw[control.name] = (kindOf(control) ?? KINDS.text).write(value);
  }
  return raw;
}

/**
 * @param {HTMLFormElement} form
 * @returns {Record<string, any>} the fields that were filled in and asked for
 */
export function valuesOf(form) {
  const filled = controls(form).filter((control) => isChosen(control) && isAsked(control) && control.value.trim() && kindOf(control));
  return Object.fromEntries(filled.map((control) => [control.name, kindOf(control).read(control.value)]));
}

/**
 * Say beside each box what is wrong with it, and lead to the first.
 *
 * @param {HTMLFormElement} form
 * @returns {boolean} true when nothing is
 */
export function isRight(form) {
  for (const old of form.querySelectorAll(".wrong")) old.remove();
  const wrong = controls(form).filter((control) => isAsked(control) && mistake(form, control));
  for (const control of controls(form)) control.removeAttribute("aria-invalid");
  for (const control of wrong) point(control, mistake(form, control));
  wrong[0]?.focus();
  return wrong.length === 0;
}

/**
 * @param {HTMLFormElement} form
 * @param {Control} control
 * @returns {""|"missing"|"shape"|"big"}
 */
function mistake(form, control) {
  if (isRadio(control)) return unanswered(form, control) ? "missing" : "";
  if (!control.value.trim()) return control.required ? "missing" : "";
  if (!control.validity.valid) return "shape";
  return outOfBounds(control);
}

/**
 * The limits are the declaration's, as the page brought them.
 *
 * @param {Control} control
 * @returns {""|"shape"|"big"}
 */
function outOfBounds(control) {
  const { shows, min, max } = control.dataset;
  const read = kindOf(control)?.read(control.value);
  if (Number.isNaN(read) || (shows === "whole" && !Number.isInteger(read)) || read < Number(min)) return "shape";
  return read > Number(max) ? "big" : "";
}

/**
 * A question of few answers is asked once, at its first.
 *
 * @param {HTMLFormElement} form
 * @param {Control} control
 */
function unanswered(form, control) {
  const group = /** @type {HTMLInputElement[]} */ (controls(form).filter(({ name }) => name === control.name));
  return group[0] === control && control.required && !group.some(({ checked }) => checked);
}

/**
 * @param {Control} control
 * @param {string} wrong
 */
function point(control, wrong) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById("falta"));
  const words = /** @type {HTMLElement} */ (template.content.cloneNode(true)).firstElementChild;
  if (!words) return;
  fill(words, { wrong });
  words.id = `${control.form?.parentElement?.id}-${control.name}-wrong`;
  control.setAttribute("aria-invalid", "true");
  control.setAttribute("aria-errormessage", words.id);
  (control.closest(".field") ?? control).append(words);
}
