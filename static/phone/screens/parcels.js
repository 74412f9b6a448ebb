// What leaves by hand where there is no signal, and the receipt that comes back: a bundle handed over, a copy of the notebook.

import { shown, share } from "../page/share.js";
import { bundled, noteHanded } from "../sending/bundle.js";
import { copied } from "../sending/copy.js";
import { readParcel, writeParcel } from "../sending/parcel.js";
import { takeReceipts } from "../sending/receipt.js";
import { sayTrouble } from "../page/toast.js";

/**
 * The part of *Por enviar* about parcels: what it shows and what can be done there.
 *
 * @param {import("../app.js").App} app
 */
export function parcels({ notebook: { office, kitchen }, repaint }) {
  /** what became of the file that she opened: `receipt`, `page` for what another page opens, `none` of ours */
  const view = { told: "" };
  const send = async (/** @type {"bundle"|"copy"} */ kind, /** @type {string[]} */ parts, /** @type {DOMStringMap} */ { with: name }) =>
    share(writeParcel(kind, shown(document, "#archivo-palabras"), parts), `${name}-${kitchen.code}.txt`);
  const handOver = async (/** @type {DOMStringMap} */ dataset) => {
    const parts = await bundled(office);
    if (await send("bundle", parts, dataset)) await noteHanded(office, parts);
  };
  const open = async (/** @type {any} */ { files }) => {
    const { kind, parts } = readParcel(await files[0].text());
    view.told = kind === "receipt" && (await takeReceipts(office, parts)) ? kind : /bundle|copy/.test(kind ?? "") ? "page" : "none";
    repaint();
  };
  /** @type {import("../page/router.js").Screen["actions"]} */
  const actions = {
    handOver: ({ dataset }) => void handOver(dataset).catch(sayTrouble),
    copy: ({ dataset }) => void copied(office).then((parts) => send("copy", parts, dataset)).catch(sayTrouble),
    openFile: (input) => void open(input).catch(sayTrouble).then(() => (/** @type {any} */ (input).value = "")), // the same file again is another choice
  };
  return { actions, view };
}
