// The page that opens what needs signal: another phone's bundle is sent and its receipt given back, a notebook's copy is taken in. It borrows
// the app's own tools, so it brings nothing that the phone has.

import { openCopy } from "./sending/adopt.js";
import { carryAll, dropParcel, keepParcel, parcelsIn } from "./sending/carry.js";

/** @typedef {typeof import("./app.js")} Tools */
/** @typedef {import("./keeping/notebook.js").Notebook} Notebook */

/** @param {string} id */
const byId = (id) => /** @type {any} */ (document.getElementById(id));

/** @type {object} what became of the file that she opened last */
let told = {};

/** @param {"espere"|"candado"|"archivo"} step */
function turnTo(step) {
  for (const one of ["espere", "candado", "archivo"]) byId(one).hidden = one !== step;
}

/**
 * @param {Tools} tools
 * @param {import("./keeping/notebook.js").Locked} locked
 */
async function guard({ askClave, dataKey, fill }, { database, identity }) {
  if (identity.revoked) location.replace("./"); // it ends there
  if (identity.key) return dataKey(identity.key);
  turnTo("candado");
  const key = await askClave({ database, identity }, (view) => fill(byId("candado"), view));
  turnTo("espere");
  return key;
}

/** @param {Tools} tools */
async function start(tools) {
  const say = (/** @type {object} */ view) => {
    tools.fill(byId("archivo"), view);
    turnTo("archivo");
  };
  const how = { onBlocked: () => say({ reason: "blocked" }), guard: (/** @type {any} */ locked) => guard(tools, locked) };
  const notebook = await tools.openNotebook(how).catch((trouble) => say({ reason: trouble.code }));
  if (notebook === null) say({ reason: "not-entered" });
  if (!notebook) return;
  tools.lockWhenIdle(notebook);
  const show = async () => say({ kitchen: notebook.kitchen, ...told, carried: (await parcelsIn(notebook.office.database)).map(asShown) });
  /** @param {Promise<object>} work */
  const saying = async (work) => {
    told = { reason: "busy" };
    await show();
    told = await work.catch(({ code }) => ({ reason: code ?? "storage" }));
    await show();
  };
  byId("elegir").addEventListener("change", async () => {
    const [file] = byId("elegir").files;
    if (file) await saying(opened(tools, notebook, file, show));
    byId("elegir").value = ""; // the same file again is another choice
  });
  listen(tools, notebook, show, () => saying(carried(tools, notebook, show)));
  await saying(carried(tools, notebook, show));
}

/** @param {import("./sending/carry.js").Parcel} parcel */
const asShown = ({ parts, receipts, ...parcel }) => ({ ...parcel, sent: receipts.length, left: parts.length });

/**
 * @param {Tools} tools
 * @param {Notebook} notebook
 * @param {() => Promise<void>} show
 * @param {() => Promise<void>} goOn with what is left to carry
 */
function listen({ share, writeParcel }, { office: { database } }, show, goOn) {
  const words = byId("archivo-palabras").textContent;
  /** @type {Record<string, (button: HTMLElement) => Promise<any>>} */
  const actions = {
    again: goOn,
    drop: ({ dataset: { id = "" } }) => dropParcel(database, id).then(show),
    receipt: async ({ dataset: { id, with: name } }) => {
      const parcel = (await parcelsIn(database)).find((one) => one.id === id);
      if (parcel) await share(writeParcel("receipt", words, parcel.receipts), `${name}-${parcel.name.replace(/\.txt$/, "")}.txt`);
    },
  };
  addEventListener("online", goOn);
  document.addEventListener("click", ({ target }) => {
    const button = /** @type {Element} */ (target).closest("[data-do]");
    if (button instanceof HTMLElement) void actions[button.dataset.do ?? ""]?.(button);
  });
}

/**
 * Do with a file what its first line says.
 *
 * @param {Tools} tools
 * @param {Notebook} notebook
 * @param {File} file
 * @param {() => Promise<void>} show
 */
async function opened(tools, notebook, file, show) {
  const { kind = "none", parts } = tools.readParcel(await file.text());
  if (kind === "bundle") return takenAlong(tools, notebook, file.name, parts, show);
  if (kind !== "copy") return { reason: kind };
  await notebook.syncNow(); // first all that the federation has, so that only the rest is adopted
  const { reason = "opened", ...outcome } = await openCopy(tools, notebook, parts);
  await notebook.syncNow();
  return { reason, ...outcome, pending: notebook.status().pending };
}

/**
 * A bundle of this phone itself is just sent.
 *
 * @param {Tools} tools
 * @param {Notebook} notebook
 * @param {string} name
 * @param {string[]} parts
 * @param {() => Promise<void>} show
 */
async function takenAlong(tools, notebook, name, parts, show) {
  const { seal = "none" } = notebook.status().handed ?? {};
  if (parts.some((part) => part.startsWith(seal))) {
    await notebook.syncNow();
    return { reason: "own", pending: notebook.status().pending };
  }
  await keepParcel(notebook.office.database, name, parts);
  return carried(tools, notebook, show);
}

/**
 * @param {Tools} tools
 * @param {Notebook} notebook
 * @param {() => Promise<void>} show
 */
async function carried(tools, { office: { database } }, show) {
  return { reason: await tools.alone(() => carryAll(tools, database, show), true) };
}

void import("./app.js").then(start);
