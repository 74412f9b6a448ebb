// New versions of the app: fetched whole by the worker, taken into use only when nobody is in the middle of something.

import { isHalfTyped } from "./sheetform.js";

const HOUR = 3600 * 1000;
const SETTLED = 1000; // ms: a worker that is still serving files does not step aside

/** Somebody has touched this page since it opened. */
let isTouched = false;
/** She asked for the new version. */
let isAsked = false;

/**
 * @param {(ready: boolean) => void} announce a new version waits
 * @returns {Promise<{take: () => void}>} `take`: she wants it now
 */
export async function followReleases(announce) {
  if (!navigator.serviceWorker) return { take: () => {} };
  for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, () => { isTouched = true; }, { once: true, capture: true });
  const registration = await navigator.serviceWorker.register("/app/sw.js", { scope: "/app/", updateViaCache: "none" });
  reloadWhenTaken(announce);
  const offer = () => { if (isFree()) step(registration); else if (registration.waiting) announce(true); };
  setTimeout(offer, SETTLED);
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", () => { if (registration.waiting) offer(); }); // the first of all never waits
  });
  askNowAndThen(registration, offer);
  return { take: () => { isAsked = true; if (!step(registration)) location.reload(); } };
}

/** Nothing is lost or interrupted by reloading. */
const isFree = () => !isHalfTyped() && (isAsked || !isTouched || document.visibilityState === "hidden");

/**
 * Let the waiting worker take over.
 *
 * @param {ServiceWorkerRegistration} registration
 * @returns {boolean} there was one
 */
function step({ waiting }) {
  waiting?.postMessage("SKIP_WAITING");
  return Boolean(waiting);
}

/**
 * The new worker may also have been let in by another tab; then this one goes on as it is until it is free.
 *
 * @param {(ready: boolean) => void} announce
 */
function reloadWhenTaken(announce) {
  let isServed = Boolean(navigator.serviceWorker.controller);
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    const isFirst = !isServed;
    isServed = true;
    if (isFirst) return; // the first visit's page is of the same version as its worker
    if (isFree()) location.reload();
    else announce(true);
  });
}

/**
 * Ask for a new version when the phone is taken up again, and take it into use when it is put down.
 *
 * @param {ServiceWorkerRegistration} registration
 * @param {() => void} offer
 */
function askNowAndThen(registration, offer) {
  let asked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") return void setTimeout(offer, SETTLED);
    if (Date.now() - asked < HOUR) return;
    asked = Date.now();
    registration.update().catch(() => {}); // no signal: it will be asked again
  });
}
