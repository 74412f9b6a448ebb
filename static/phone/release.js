// New versions of the app: fetched whole by the worker, taken into use only when nothing is half-typed.

import { isHalfTyped } from "./sheetform.js";

const HOUR = 3600 * 1000;

/**
 * @param {(ready: boolean) => void} announce a new version waits, or no longer does
 * @returns {Promise<{take: () => void}>} `take`: use it now
 */
export async function followReleases(announce) {
  if (!navigator.serviceWorker) return { take: () => {} };
  const registration = await navigator.serviceWorker.register("/app/sw.js", { scope: "/app/", updateViaCache: "none" });
  const take = () => registration.waiting?.postMessage("SKIP_WAITING");
  const had = Boolean(navigator.serviceWorker.controller);
  reloadWhenTaken(had, announce);
  if (registration.waiting && !isHalfTyped()) take(); // nothing has been typed yet: this page has just opened
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker?.addEventListener("statechange", () => { if (registration.waiting && had) announce(true); });
  });
  askNowAndThen(registration);
  return { take };
}

/**
 * Another tab may have taken the new version while a form is open in this one: then it waits for the form.
 *
 * @param {boolean} had a worker already served this page
 * @param {(ready: boolean) => void} announce
 */
function reloadWhenTaken(had, announce) {
  let reloading = false;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (!had || reloading) return;
    if (isHalfTyped()) return announce(true);
    reloading = true;
    location.reload();
  });
}

/** @param {ServiceWorkerRegistration} registration */
function askNowAndThen(registration) {
  let asked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || Date.now() - asked < HOUR) return;
    asked = Date.now();
    registration.update().catch(() => {}); // no signal: it will be asked again
  });
}
