// The one-time code, and what the federation answers to it. What the page to enter needs before the app has come.

/** @typedef {import("../keeping/notebook.js").Kitchen} Kitchen */

import { ask, saidBy } from "./wire.js";

/**
 * @typedef {object} Enrolment either field, never both
 * @property {Kitchen} [kitchen]
 * @property {"code-unknown"|"too-many-tries"|"offline"|"server"|"other-kitchen"|"clave"|"insecure"|"storage"|"quota"|"newer"} [reason]
 *   `other-kitchen`: this phone already keeps another kitchen's notebook; `clave`: its secrets are locked; `insecure`: no https, so nothing can be sealed
 */

const DOOR = "/sync/enrol";

/**
 * Say whose the code is, without spending it.
 *
 * @param {string} code as typed or from the link; case, spaces and hyphens do not matter
 * @returns {Promise<Enrolment>}
 */
export async function lookAtCode(code) {
  const { said, reason } = await answered({ code: normalised(code), look: true });
  return said ? { kitchen: said.kitchen } : { reason };
}

/** @param {string} code */
export function normalised(code) {
  return code.toUpperCase().replace(/[^A-Z0-9]/g, "");
}

/**
 * @param {object} question
 * @returns {Promise<{said?: {kitchen: Kitchen, epoch: string, public_key: any}, reason?: Enrolment["reason"]}>}
 */
export async function answered(question) {
  const response = await ask(DOOR, JSON.stringify(question));
  if (response.status === 429) return { reason: "too-many-tries" };
  const said = saidBy(response.type, response.text);
  if (response.status === 200 && said.kitchen?.code) return { said: /** @type {any} */ (said) };
  if (response.status === 404 && said.reason === "code-unknown") return { reason: "code-unknown" };
  return { reason: response.status >= 400 ? "server" : "offline" };
}
