// The page to enter: a code becomes a kitchen, a kitchen is confirmed, a person says her name. Small, for the first minute on a bad link.

import { fill } from "./page/bind.js";
import { lookAtCode } from "./sending/code.js";
import { enrol } from "./sending/enrol.js";

/** @param {string} id */
const byId = (id) => /** @type {any} */ (document.getElementById(id));

/** The notebook and all that enrols come with the app, which is next anyway: no code is spent before it is here. */
const bringApp = () => import("./app.js");

let code = "";

/** @param {"codigo"|"comedor"|"clave"|"nombre"} step */
function turnTo(step) {
  for (const one of ["codigo", "comedor", "clave", "nombre"]) byId(`paso-${one}`).hidden = one !== step;
  byId(`paso-${step}`).focus();
  scrollTo(0, 0);
}

/** An older page holds the notebook; once it is closed we go on by ourselves. */
function sayBlocked() {
  fill(byId("paso-codigo"), { reason: "blocked" });
  turnTo("codigo");
}

/** A link holds the code; another may be opened in this same tab. */
function followLink() {
  if (location.hash.length < 2) return;
  byId("codigo-box").value = decodeURIComponent(location.hash.slice(1));
  void look();
}

/** Whose code is it? */
async function look() {
  code = byId("codigo-box").value.trim();
  if (!code) return fill(byId("paso-codigo"), { reason: "empty" });
  fill(byId("paso-codigo"), { busy: true });
  const { kitchen, reason } = await lookAtCode(code);
  fill(byId("paso-codigo"), { reason });
  if (!kitchen) return;
  fill(byId("paso-comedor"), { kitchen });
  turnTo("comedor");
}

/** It is hers: this phone becomes one of the kitchen's. */
async function accept() {
  fill(byId("confirmar"), { busy: true });
  const { kitchen, reason } = await bringApp().then(become, () => ({ kitchen: null, reason: "offline" }));
  fill(byId("confirmar"), {});
  if (!kitchen && reason !== "offline" && reason !== "server") {
    fill(byId("paso-codigo"), { reason });
    return turnTo("codigo");
  }
  if (!kitchen) return fill(byId("no-se-pudo"), { reason });
  removeEventListener("hashchange", followLink);
  localStorage.removeItem("closed");
  history.replaceState(null, "", location.pathname); // the code is spent, and is nobody else's business
  navigator.serviceWorker?.register("/app/sw.js", { scope: "/app/", updateViaCache: "none" }).catch(() => {});
  await askName();
}

/** @param {typeof import("./app.js")} app */
async function become(app) {
  if (app.readCanary()) await (await app.openNotebook({ onBlocked: sayBlocked }).catch(() => null))?.close(); // if the database went, the journal knows who we are
  return enrol(app, code, { onBlocked: sayBlocked, guard: (locked) => hearClave(app, locked) });
}

/**
 * The federation forgot a phone whose keepers have claves: its secrets are locked too.
 *
 * @param {typeof import("./app.js")} app
 * @param {Parameters<typeof import("./app.js").askClave>[0]} locked
 */
async function hearClave({ askClave }, locked) {
  turnTo("clave");
  const key = await askClave(locked, (view) => fill(byId("paso-clave"), view));
  turnTo("comedor");
  return key;
}

/** Who writes? Keepers who already wrote on another phone can say "that is me". */
async function askName() {
  const { openNotebook, today } = await bringApp();
  const notebook = await openNotebook({ onBlocked: sayBlocked });
  if (!notebook) return location.replace("./"); // locked: who said her clave is who writes
  let reason = "";
  const show = () => fill(byId("nombre"), { reason, keepers: notebook.keepers().map(({ id, name }) => ({ id, name, initial: name.slice(0, 1) })) });
  notebook.onChange(show);
  show();
  turnTo("nombre");
  const enter = () => location.replace("./");
  const say = (/** @type {string} */ why) => { reason = why; show(); };
  const sayTrouble = (/** @type {any} */ trouble) => say(trouble?.code === "quota" ? "quota" : "storage");
  byId("nombre").addEventListener("click", (/** @type {Event} */ event) => {
    const row = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest("[data-id]"));
    if (row?.dataset.id) notebook.setKeeper(row.dataset.id).then(enter, sayTrouble);
  });
  const id = notebook.newId();
  byId("nombre").addEventListener("submit", (/** @type {Event} */ event) => {
    event.preventDefault();
    const name = byId("nombre-name").value.replace(/\s+/g, " ").trim();
    if (!name) return say("empty");
    const joined = notebook.record({ id, kind: "keeper.joined", on: today(), data: { name } });
    joined.then(() => notebook.setKeeper(id)).then(enter, sayTrouble);
  });
}

byId("codigo").addEventListener("submit", (/** @type {Event} */ event) => { event.preventDefault(); void look(); });
byId("confirmar").addEventListener("click", () => { void accept(); });
byId("volver").addEventListener("click", () => turnTo("codigo"));
fill(document.body, {});
addEventListener("hashchange", followLink);
followLink();
