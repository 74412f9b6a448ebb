// The page to enter: a code becomes a kitchen, a kitchen is confirmed, a person says her name. Small, for the first minute on a bad link.

import { fill } from "./page/bind.js";
import { lookAtCode } from "./sending/code.js";

/** @param {string} id */
const byId = (id) => /** @type {any} */ (document.getElementById(id));

/** The notebook and the enrolment come with the app, which is next anyway: no code is spent before it is here. */
const bringApp = () => import("./app.js");

let code = "";

/** @param {"codigo"|"comedor"|"nombre"} step */
function turnTo(step) {
  for (const one of ["codigo", "comedor", "nombre"]) byId(`paso-${one}`).hidden = one !== step;
  byId(`paso-${step}`).focus();
  scrollTo(0, 0);
}

/** An older page holds the notebook; once it is closed we go on by ourselves. */
function sayBlocked() {
  fill(byId("paso-codigo"), { reason: "blocked" });
  turnTo("codigo");
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
  localStorage.removeItem("closed");
  history.replaceState(null, "", location.pathname); // the code is spent, and is nobody else's business
  navigator.serviceWorker?.register("/app/sw.js", { scope: "/app/", updateViaCache: "none" }).catch(() => {});
  await askName();
}

/** @param {typeof import("./app.js")} app */
async function become({ enrol, openNotebook, readCanary }) {
  if (readCanary()) await (await openNotebook({ onBlocked: sayBlocked }).catch(() => null))?.close(); // if the database went, the journal knows who we are
  return enrol(code, sayBlocked);
}

/** Who writes? Keepers who already wrote on another phone can say "that is me". */
async function askName() {
  const { openNotebook, today } = await bringApp();
  const notebook = await openNotebook({ onBlocked: sayBlocked });
  if (!notebook) return turnTo("codigo");
  const show = () => fill(byId("nombre"), { keepers: notebook.keepers().map(({ id, name }) => ({ id, name, initial: name.slice(0, 1) })) });
  notebook.onChange(show);
  show();
  turnTo("nombre");
  const enter = () => location.replace("./");
  const say = (/** @type {string} */ reason) => fill(byId("falta-nombre"), { reason });
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
if (location.hash.length > 1) {
  byId("codigo-box").value = decodeURIComponent(location.hash.slice(1));
  void look();
}
