// Amounts as people type them, into whole centimos, grams and millilitres: think. Writing them is `formats.js`.

/**
 * A number: `2.5`, `2,50`, `1,234.50`, `S/ 3`, `1 1/2`, `1½`. A comma before three digits parts thousands, as in Peru.
 *
 * @param {string} typed
 * @returns {number} NaN when it is none
 */
export function readAmount(typed) {
  const text = typed.replace(/[\u00bc-\u00be]/g, " $&").normalize("NFKD").replace(/s\/\.?/i, "").trim(); // one sign becomes 1, \u2044 and 2
  const fraction = /^(?:(\d+) +)?(\d+) ?[/\u2044] ?([1-9]\d*)$/.exec(text);
  if (fraction) return Number(fraction[1] ?? 0) + Number(fraction[2]) / Number(fraction[3]);
  const isWhole = /^\d{1,3}((,\d{3})+|(\.\d{3}){2,})$/.test(text); // all its marks part thousands; else the last begins the decimals
  const plain = text.replace(isWhole ? /[.,]/g : /[.,](?=.*[.,])/g, "").replace(",", ".");
  return /^(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : NaN;
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
