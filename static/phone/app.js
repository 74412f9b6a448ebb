// The app: opens the notebook, joins screens, sheets and status bar, and hands each touch to whom it concerns.

import { fill } from "./page/bind.js";
import { readCanary } from "./keeping/canary.js";
import { openNotebook } from "./keeping/notebook.js";
import { today } from "./reading/calendar.js";
import { idMaker } from "./books/ids.js";
import { Database } from "./keeping/database.js";
import { bytesOf, disclosed, sealerFor, textOf } from "./keeping/envelope.js";
import { keepIdentity, putIdentity, readIdentity, SECRET_PLACE } from "./keeping/identity.js";
import { rawText } from "./keeping/keys.js";
import { dataKey, seal, unseal } from "./keeping/seal.js";
import { PAGE_PLACE } from "./keeping/store.js";
import { alone } from "./keeping/tabs.js";
import { readParcel, writeParcel } from "./sending/parcel.js";
import { secretOf } from "./sending/sync.js";
import { ask, saidBy } from "./sending/wire.js";
import { share } from "./page/share.js";
import { followReleases } from "./page/release.js";
import { startRouter } from "./page/router.js";
import { almacen } from "./screens/almacen.js";
import { caja } from "./screens/caja.js";
import { guard, lock, lockWhenIdle, showDoor } from "./screens/candado.js";
import { askClave } from "./screens/clave-form.js";
import { enviar } from "./screens/enviar.js";
import { Hoy } from "./screens/hoy.js";
import { Lista } from "./screens/lista.js";
import { kardex } from "./screens/kardex.js";
import { mes } from "./screens/mes.js";
import { padron } from "./screens/padron.js";
import { persona } from "./screens/persona.js";
import { closeSheet } from "./page/sheets.js";
import { tieBoxes } from "./page/ties.js";
import { say, sayTrouble, undoLast } from "./page/toast.js";

/** @typedef {import("./books/operations.js").Entry} Entry */
/** @typedef {import("./keeping/notebook.js").Notebook} Notebook */
/** @typedef {import("./page/router.js").Screen} Screen */

/**
 * What a screen may ask of the app.
 *
 * @typedef {object} App
 * @property {Notebook} notebook
 * @property {() => void} repaint the shown screen's view has changed
 * @property {(entry: Entry|Entry[], quiet?: boolean) => Promise<any>} write record, several together, and say so; rejects when nothing was saved
 * @property {(id: string) => Promise<void>} undo take back an operation, and say so
 */

const WITH_THE_WORD = 40; // milliseconds: what was written is drawn together with *Guardado*, not before in a frame that keeps the word waiting
const DOORS = { lista: "hoy", persona: "padron", kardex: "almacen", enviar: "" };

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @param {Notebook} notebook */
function start(notebook) {
  /** @type {() => void} */
  let repaint = () => {};
  tieBoxes();
  const app = makeApp(notebook, () => repaint());
  const screens = { hoy: new Hoy(app), lista: new Lista(app), padron: padron(app), persona: persona(app), almacen: almacen(app), kardex: kardex(app), caja: caja(app), mes: mes(app), enviar: enviar(app) };
  const paint = (/** @type {string} */ name) => fill(byId(name), screens[/** @type {keyof typeof screens} */ (name)].view());
  showDoor("");
  const router = startRouter(screens, DOORS, paint);
  const draw = drawing(() => { paintBar(notebook); paint(router.shown()); });
  repaint = () => draw(0);
  notebook.onChange(() => draw(WITH_THE_WORD));
  notebook.onChange(() => { if (notebook.status().trouble === "device-revoked") lock(); }); // it ends at the door
  lockWhenIdle(notebook);
  setInterval(() => paintBar(notebook), 60_000);
  paintBar(notebook);
  listen({ ...actionsOf(screens), ...ownActions(app) });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") screens.hoy.leave(); });
  if (!notebook.keeper) screens.enviar.actions.who(document.body, new Event("start"));
}

/**
 * @param {Notebook} notebook
 * @param {() => void} repaint
 * @returns {App}
 */
function makeApp(notebook, repaint) {
  return {
    notebook,
    repaint,
    async write(entry, quiet) {
      const entries = [entry].flat();
      try {
        await notebook.record(...entries);
      } catch (trouble) {
        sayTrouble(trouble);
        throw trouble;
      }
      if (!quiet) say("saved", () => notebook.undo(...entries.map(({ id }) => id)));
      repaint();
    },
    async undo(id) {
      try {
        await notebook.undo(id);
        say("undone");
      } catch (trouble) {
        sayTrouble(trouble);
      }
    },
  };
}

/**
 * Changes may come by the dozen; the eye needs one drawing, as soon as the most urgent of them wants.
 *
 * @param {() => void} draw
 */
function drawing(draw) {
  let timer = 0;
  return (/** @type {number} milliseconds */ wait) => {
    if (timer && wait) return;
    clearTimeout(timer);
    timer = setTimeout(() => { timer = 0; draw(); }, wait);
  };
}

/** @param {Notebook} notebook */
function paintBar(notebook) {
  const status = notebook.status();
  const inTrouble = status.held > 0 || status.damaged > 0 || status.lost || (status.trouble !== null && !["offline", "server"].includes(status.trouble));
  fill(byId("barra"), { ...status, kitchen: notebook.kitchen, status: inTrouble ? "trouble" : status.pending ? "pending" : "calm" });
}

/**
 * @param {Record<string, Screen>} screens
 * @returns {Screen["actions"]} every screen's, under `screen.action`
 */
function actionsOf(screens) {
  return Object.fromEntries(Object.entries(screens).flatMap(([name, { actions }]) =>
    Object.entries(actions).map(([action, act]) => [`${name}.${action}`, act])));
}

/**
 * @param {App} app
 * @returns {Screen["actions"]}
 */
function ownActions(app) {
  return {
    "app.closeSheet": closeSheet,
    "app.back": () => (history.length > 1 ? history.back() : location.assign("#/hoy")),
    "app.undo": () => { undoLast().catch(sayTrouble); },
    "app.undoThis": ({ dataset }) => { void app.undo(dataset.id ?? ""); },
  };
}

/** @param {Screen["actions"]} actions by what `data-do`, `data-change` and `data-input` name */
function listen(actions) {
  const hear = (/** @type {string} */ type, /** @type {string} */ name) => document.addEventListener(type, (event) => {
    const element = /** @type {Element} */ (event.target).closest(`[data-${name}]`);
    if (element instanceof HTMLElement) actions[element.dataset[name] ?? ""]?.(element, event);
  });
  hear("click", "do");
  hear("change", "change");
  hear("input", "input");
}

/** Releases are followed even when the notebook does not open: a new one may be the cure. */
async function watchReleases() {
  const announce = (/** @type {boolean} */ ready) => { byId("aviso-version").hidden = !ready; };
  const release = await followReleases(announce);
  byId("actualizar").addEventListener("click", release.take);
}

/** @param {any} trouble */
function sayClosed(trouble) {
  showDoor("cerrado", { ...trouble, reason: trouble?.code ?? "storage" });
}

/** Opens the notebook and shows it; without one, leads to the page to enter. */
function run() {
  watchReleases().catch(() => {}); // without a worker (private window) the app still works while there is signal
  const opening = openNotebook({ app: document.documentElement.dataset.version, onBlocked: () => sayClosed({ code: "blocked" }), guard });
  byId("otra-vez").addEventListener("click", () => location.reload());
  opening.then((notebook) => {
    if (notebook) start(notebook);
    else if (localStorage.getItem("closed")) sayClosed({ code: "closed" });
    else location.replace("entrar");
  }).catch(sayClosed);
}

if (byId("abriendo")) run(); // the page to enter only borrows what follows: together they are 1.8 kB lighter on the wire
export { askClave, Database, idMaker, keepIdentity, openNotebook, rawText, readCanary, SECRET_PLACE, sealerFor, textOf, today, unseal };
export { alone, ask, bytesOf, dataKey, disclosed, fill, lockWhenIdle, PAGE_PLACE, putIdentity, readIdentity, readParcel, saidBy, seal, secretOf, share, writeParcel }; // to the page that opens files
