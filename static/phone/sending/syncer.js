// When to try: soon after something was written, when signal or screen come back, and again after a failure.

/** @typedef {import("./sync.js").Office} Office */
/** @typedef {import("./sync.js").Outcome} Outcome */

import { waitAfter } from "./exchange.js";
import { alone } from "../keeping/tabs.js";

const OTHER_TAB = 20_000; // another tab is syncing: look again, in case it closes

/**
 * @typedef {object} Syncer
 * @property {() => Promise<void>} now a try at once, or the end of the one under way
 * @property {(milliseconds: number) => void} soon a try in a while; of several, the earliest
 * @property {() => void} stop
 */

/**
 * @param {Office["tell"]} tell
 * @param {() => Promise<{trouble: any, retryAfter: number}>} work one try
 * @returns {Syncer}
 */
export function openSyncer(tell, work) {
  let failures = 0;
  /** @type {Promise<void>|null} */
  let running = null;
  const attempt = async () => {
    alarm.clear();
    tell({ syncing: true });
    const outcome = await alone(work).catch(failure);
    tell({ syncing: false, ...(outcome && { trouble: outcome.trouble }) });
    failures = outcome?.trouble ? failures + 1 : 0;
    if (!outcome) alarm.in(OTHER_TAB);
    else if (failures) alarm.in(waitAfter(failures, Math.random(), outcome.retryAfter));
  };
  const now = () => (running = running ?? attempt().finally(() => (running = null)));
  const alarm = newAlarm(() => void now());
  const deaf = wakeUps(() => alarm.in(0));
  return { now, soon: alarm.in, stop: () => [deaf, alarm.stop].forEach((end) => end()) };
}

/**
 * @param {any} error of the database, whose code it has; or of this phone's own records
 * @returns {Outcome}
 */
function failure(error) {
  return { trouble: typeof error.code === "string" ? error.code : "storage", retryAfter: 0 };
}

/** @param {() => void} ring */
function newAlarm(ring) {
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  let due = Infinity;
  let stopped = false;
  const clear = () => {
    clearTimeout(timer);
    due = Infinity;
  };
  const set = (/** @type {number} */ milliseconds) => {
    const at = performance.now() + milliseconds;
    if (stopped || at >= due) return;
    clear();
    due = at;
    timer = setTimeout(ring, milliseconds);
  };
  return { in: set, clear, stop: () => void (clear(), (stopped = true)) };
}

/**
 * Signal may be back: the browser says so (it often does not), or somebody looks at the screen again.
 *
 * @param {() => void} wake
 * @returns {() => void} stop listening
 */
function wakeUps(wake) {
  if (typeof document === "undefined") return () => {};
  const seen = () => document.visibilityState === "visible" && wake();
  addEventListener("online", wake);
  document.addEventListener("visibilitychange", seen);
  return () => {
    removeEventListener("online", wake);
    document.removeEventListener("visibilitychange", seen);
  };
}
