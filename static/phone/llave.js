// The page of claves: hers, new, another or none, and what to do when it is forgotten: a code of the coordinator's gets the data key from the federation.
// Whoever forgot needs signal, so the phone does not keep this page.

import { today } from "./reading/calendar.js";
import { dropClave, setClave } from "./keeping/clave.js";
import { Database } from "./keeping/database.js";
import { keepIdentity, readIdentity } from "./keeping/identity.js";
import { openNotebook } from "./keeping/notebook.js";
import { dataKey } from "./keeping/seal.js";
import { fill } from "./page/bind.js";
import { askClave } from "./screens/clave-form.js";
import { keyFor, takenBack } from "./sending/forgotten.js";

/** @typedef {import("./keeping/notebook.js").Notebook} Notebook */
/** @typedef {import("./keeping/rebuild.js").Shelf} Shelf */

const STEPS = ["clave", "codigo", "nueva"];
const IDLE = 5 * 60_000; // milliseconds after which an open page is left
const SIX = /^\d{6}$/;

const database = new Database();

/** @param {string} id */
const byId = (id) => /** @type {any} */ (document.getElementById(id));
/** @param {Event} event */
const rowOf = ({ target }) => /** @type {HTMLElement|null} */ (/** @type {Element} */ (target).closest("[data-id]"))?.dataset.id;

/** @param {string} step */
function turnTo(step) {
  for (const one of STEPS) byId(`paso-${one}`).hidden = one !== step;
  byId(`paso-${step}`).focus();
}

/** To the notebook, in every tab: what was open there is worth nothing any more. */
function leave(to = "./") {
  new BroadcastChannel("mi-comedor-candado").postMessage("lock");
  location.replace(to);
}

/**
 * @param {string} form id
 * @param {() => Promise<any>} act
 */
function on(form, act) {
  byId(form).addEventListener("submit", (/** @type {Event} */ event) => { event.preventDefault(); void act(); });
}

/**
 * She knows her clave. Who writes here and has none yet needs somebody who has one to open first.
 *
 * @param {import("./keeping/identity.js").Identity} identity
 */
async function sayClave(identity) {
  const { slots, keeper } = identity;
  const isFirst = Boolean(keeper) && !slots?.some((slot) => slot.keeper === keeper);
  turnTo("clave");
  const key = await askClave({ database, identity }, (view) => fill(byId("paso-clave"), { ...view, isFirst }));
  if (isFirst) await keepIdentity(database, { keeper });
  await choose(key, { hers: !isFirst });
}

/** She has a code of the coordinator's. */
async function sayCode() {
  on("codigo", async () => {
    const code = byId("codigo-box").value.toUpperCase().replace(/[^A-Z0-9]/g, "");
    if (!code) return fill(byId("paso-codigo"), { reason: "empty" });
    fill(byId("paso-codigo"), { busy: true });
    const { key, isUnknown, isClosed, reason } = await keyFor(database, code);
    if (isClosed) return keepIdentity(database, { revoked: true }).then(() => leave());
    fill(byId("paso-codigo"), { reason });
    if (key) await choose(key, { anybody: true, ...(isUnknown && { code }) });
  });
  turnTo("codigo");
}

/**
 * Another clave, of her who is in; after a code, of whoever says her name.
 *
 * @param {CryptoKey} key
 * @param {{hers?: boolean, anybody?: boolean, code?: string}} how `hers`: she has one already; `code`: with it the federation, which forgot this phone, takes it back
 */
async function choose(key, { hers, anybody, code }) {
  /** @type {any} */
  let shelf;
  const notebook = /** @type {Notebook} */ (await openNotebook({ guard: async (locked) => ((shelf = { ...locked, key }), key) }));
  const asked = { chosen: anybody ? "" : notebook.keeper?.id ?? "", joining: notebook.newId() };
  const show = (reason = "") => fill(byId("paso-nueva"), { reason, hers, anybody, isNew: anybody && !asked.chosen, keeper: !anybody && notebook.keeper,
    keepers: notebook.keepers().map(({ id, name }) => ({ id, name, initial: name.slice(0, 1), current: id === asked.chosen })) });
  const sayTrouble = (/** @type {any} */ trouble) => show(trouble?.code === "quota" ? "quota" : "storage");
  byId("quienes").onclick = (/** @type {Event} */ event) => {
    asked.chosen = rowOf(event) === asked.chosen ? "" : rowOf(event) ?? asked.chosen;
    show();
  };
  byId("quitar").onclick = () => { show("busy"); dropClave(shelf, asked.chosen).then(() => leave(), sayTrouble); };
  on("nueva", async () => {
    const name = byId("nueva-name").value.replace(/\s+/g, " ").trim();
    if (!asked.chosen && !name) return show("empty"), byId("nueva-name").focus();
    if (!SIX.test(byId("nueva-box").value)) return show("digits"), byId("nueva-box").focus();
    show("busy");
    const settled = settle(notebook, shelf, asked, name).then(() => !code || takenBack(code, key));
    await settled.then((isKnown) => leave(isKnown ? "./" : `entrar#${code}`), sayTrouble);
  });
  show();
  turnTo("nueva");
  setTimeout(leave, IDLE);
}

/**
 * @param {Notebook} notebook
 * @param {Shelf} shelf
 * @param {{chosen: string, joining: string}} asked a keeper's id, or nobody's: then she joins
 * @param {string} name
 */
async function settle(notebook, shelf, { chosen, joining }, name) {
  if (!chosen) await notebook.record({ id: joining, kind: "keeper.joined", on: today(), data: { name } });
  await notebook.setKeeper(chosen || joining);
  await setClave(shelf, /** @type {import("./keeping/notebook.js").Keeper} */ (notebook.keeper), byId("nueva-box").value);
}

const identity = await readIdentity(database);
const { kitchen, key, slots = [], revoked } = identity;
fill(document.body, {});
if (!kitchen || revoked) location.replace("./");
else if (key) await choose(await dataKey(key), {});
else if (slots.length && location.hash !== "#olvido") await sayClave(identity);
else await sayCode();
