// The canary: how much this phone has kept, told outside database and journal, so that a loss of either shows.

const NAME = "mi-comedor";

/**
 * @typedef {object} Canary
 * @property {number} n own operations
 * @property {number} [length] the journal's
 * @property {number} [told] how often the journal was told who we are
 * @property {string} [device]
 * @property {number} since epoch seconds of this phone's clock: when it first sang
 */

/** @returns {Canary|null} null when there is none, or no storage for it */
export function readCanary() {
  try {
    return JSON.parse(localStorage.getItem(NAME) ?? "null");
  } catch {
    return null;
  }
}

/** @param {Partial<Canary>} changes */
export function keepCanary(changes) {
  try {
    localStorage.setItem(NAME, JSON.stringify({ n: 0, since: Math.floor(Date.now() / 1000), ...readCanary(), ...changes }));
  } catch {
    // then it is mute, and the database and the journal still know one another
  }
}
