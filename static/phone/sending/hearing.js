// Hearing what the federation answers, whole or in lines, and keeping what is good of it.

/** @typedef {import("./sync.js").Office} Office */
/** @typedef {import("./exchange.js").Answer} Answer */
/** @typedef {import("../keeping/identity.js").Identity} Identity */

import { meaningOf } from "./exchange.js";
import { readIdentity } from "../keeping/identity.js";
import { takeIn } from "./intake.js";

const SOON = 6_000; // milliseconds; a link on which it takes longer has other cares

/**
 * Taking in what one question brings: an answer, or lines of which each is one as soon as it has come, so that a cut link costs little.
 *
 * @param {Office} office
 * @param {Identity} identity of when it was asked
 * @param {import("./again.js").Next} next
 * @param {import("./exchange.js").Form|null} form that it was asked in
 */
export function listening(office, identity, { sent, page, offering }, form) {
  /** @type {{meaning: string, more: boolean}} */
  const turn = { meaning: "nothing", more: false };
  let [lines, again] = [0, false];
  const take = async (/** @type {{status: number, type: string, text: string}} */ heard) => {
    if (lines && turn.meaning !== "good") return; // a gap: nothing after it counts
    const here = lines ? await readIdentity(office.database) : identity;
    const meant = meaningOf(heard, lines ? [] : sent, form, identity.epoch);
    turn.meaning = meant.meaning;
    if (meant.meaning === "good") {
      again = (await heed(office, here, meant.answer, lines ? here.offering ?? [] : offering)) || again;
      turn.more = again || meant.answer.more || Boolean(page || offering.length);
    }
    lines += 1;
  };
  let work = Promise.resolve();
  return {
    hear: (/** @type {string} */ text) => {
      work = work.then(() => take({ status: 200, type: "application/json", text }));
      work.catch(() => {}); // it is heard at the end
    },
    end: async (/** @type {import("./wire.js").Heard} */ response) => {
      await work;
      if (!lines) await take(response);
      return turn;
    },
  };
}

/** @returns {Promise<import("./exchange.js").Form|null>} null where it cannot be had */
export async function compactForm() {
  try {
    return await Promise.race([import(/** @type {string} */ (document.documentElement.dataset.compact)), new Promise((_, no) => { setTimeout(no, SOON); })]);
  } catch {
    return null;
  }
}

/**
 * Keep a good answer and tell it.
 *
 * @param {Office} office
 * @param {Identity} identity of when it was asked
 * @param {Answer} answer
 * @param {number[]} offering pages that are still to be offered
 * @returns {Promise<boolean>} the epoch is new: all is offered again
 */
export async function heed(office, identity, answer, offering) {
  const now = Math.floor(Date.now() / 1000);
  const offerAgain = Boolean(identity.epoch) && identity.epoch !== answer.epoch;
  await takeIn(office, answer, { offerAgain, offering, now });
  office.tell({ answer, offerAgain, lastSuccess: now });
  return offerAgain;
}
