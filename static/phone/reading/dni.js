// The DNI's check character, which warns and never forbids: RENIEC's rule as python-stdnum's `pe.cui` has it. Think.

const WEIGHTS = [3, 2, 7, 6, 5, 4, 3, 2];
const DIGITS = "65432110987"; // newer cards print a digit beside the number,
const LETTERS = "KJIHGFEDCBA"; // older ones a letter

/**
 * @typedef {object} Dni
 * @property {string} number the eight digits, which are what is kept; leading zeros count
 * @property {"empty"|"short"|"shape"|"plain"|"right"|"wrong"} check `short`: not yet eight digits; `shape`: never a DNI;
 *   `plain`: no check character was typed; `wrong`: it does not fit the number
 */

/**
 * @param {string} typed such as `10117410`, `10117410-2`, `10117410 k`
 * @returns {Dni}
 */
export function readDni(typed) {
  const bare = typed.toUpperCase().replace(/[\s.-]/g, "");
  const number = bare.slice(0, 8);
  if (!bare) return { number, check: "empty" };
  if (!/^\d{0,8}$|^\d{8}[\dA-K]$/.test(bare)) return { number, check: "shape" };
  if (number.length < 8) return { number, check: "short" };
  return { number, check: bare.length === 8 ? "plain" : verdict(number, bare[8]) };
}

/**
 * @param {string} number
 * @param {string} given
 */
function verdict(number, given) {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(number[at]), 0);
  return [DIGITS[sum % 11], LETTERS[sum % 11]].includes(given) ? "right" : "wrong";
}
