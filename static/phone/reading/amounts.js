// Amounts as people type them, into whole centimos, grams and millilitres: think. Writing them is `formats.js`.

const VULGAR = /** @type {Record<string, string>} */ ({ "\u00bd": "1/2", "\u00bc": "1/4", "\u00be": "3/4" });

/**
 * A number: `2.5`, `2,50`, `1,234.50`, `S/ 3`, `1 1/2`, `1½`. A comma before three digits parts thousands, as in Peru.
 *
 * @param {string} typed
 * @returns {number} NaN when it is none
 */
export function readAmount(typed) {
  const text = typed.replace(/[\u00bc-\u00be]/g, (sign) => ` ${VULGAR[sign]}`).replace(/s\/\.?/i, "").replace(/\u00a0/g, " ").trim();
  const fraction = /^(?:(\d+) +)?(\d+) ?\/ ?([1-9]\d*)$/.exec(text);
  if (fraction) return Number(fraction[1] ?? 0) + Number(fraction[2]) / Number(fraction[3]);
  const point = lastMark(text);
  const plain = point < 0 ? text.replace(/[.,]/g, "") : `${text.slice(0, point).replace(/[.,]/g, "")}.${text.slice(point + 1)}`;
  return /^(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : NaN;
}

/**
 * Where the decimals begin: the last mark, unless it is a comma that parts thousands.
 *
 * @param {string} text
 * @returns {number} -1 when there are none
 */
function lastMark(text) {
  const last = Math.max(text.lastIndexOf("."), text.lastIndexOf(","));
  const isThousands = /^\d{1,3}(,\d{3})+$/.test(text) || /^\d{1,3}(\.\d{3}){2,}$/.test(text);
  return isThousands ? -1 : last;
}

/**
 * @param {string} typed soles
 * @returns {number} centimos, NaN when it is no amount
 */
export const readCents = (typed) => Math.round(readAmount(typed) * 100);

/**
 * @param {string} typed kilos or litres
 * @returns {number} grams or millilitres, NaN when it is no amount
 */
export const readThousandths = (typed) => Math.round(readAmount(typed) * 1000);
