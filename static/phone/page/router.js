// Which screen is shown: the address after `#` names it and what it is about (`#/hoy/2026-03-02/1`).

import { hush } from "./toast.js";

/**
 * @typedef {object} Screen
 * @property {(...about: string[]) => void} [open] the address now names this screen, about this
 * @property {() => import("./bind.js").View} view what it shows now
 * @property {() => void} [leave] another screen will be shown
 * @property {Record<string, (element: HTMLElement, event: Event) => void>} actions by the name after the dot in `data-do`
 */

/**
 * @param {Record<string, Screen>} screens by the id of their section; the first is home
 * @param {Record<string, string>} doors screen to the door that leads to it, where they differ
 * @param {(name: string) => void} paint fill the screen
 */
export function startRouter(screens, doors, paint) {
  const home = Object.keys(screens)[0];
  let shown = "";
  const show = () => {
    hush();
    const [, name, ...about] = location.hash.split("/"); // ids, days and months: nothing in it is ever written with %
    const next = Object.keys(screens).includes(name) ? name : home;
    if (shown && shown !== next) screens[shown].leave?.();
    screens[next].open?.(about[0], about[1]);
    const fresh = `${next}/${about}` !== lastAddress;
    lastAddress = `${next}/${about}`;
    shown = next;
    paint(next);
    turnTo(next, doors[next] ?? next, fresh);
  };
  let lastAddress = "";
  addEventListener("hashchange", show);
  show();
  return { shown: () => shown };
}

/**
 * @param {string} name
 * @param {string} door
 * @param {boolean} fresh a new place: begin at its top, and tell the screen reader
 */
function turnTo(name, door, fresh) {
  for (const section of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-screen]"))) {
    section.hidden = section.id !== name;
  }
  for (const link of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-door]"))) {
    if (link.dataset.door === door) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (!fresh) return;
  scrollTo(0, 0);
  document.getElementById(name)?.focus({ preventScroll: true });
}
