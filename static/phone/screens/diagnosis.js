// What may help whoever looks for a fault, and says nothing of any person: shown whole before it leaves.

import { fill } from "../page/bind.js";
import { share, shown } from "../page/share.js";
import { openSheet } from "../page/sheets.js";

const MEGA = 1e6;

/** @param {import("../keeping/notebook.js").Notebook} notebook */
export async function openDiagnosis(notebook) {
  const { pending, held, damaged, lastSuccess, trouble, clockOff } = notebook.status();
  const kept = await storage();
  fill(openSheet("diagnostico"), {
    ...kept,
    kitchen: notebook.kitchen.code,
    device: /\(Linux; (Android [\d.]+)/.exec(navigator.userAgent)?.[1] ?? "–",
    browser: /Chrom\w+\/[\d.]+/.exec(navigator.userAgent)?.[0],
    written: notebook.operations().length,
    pending, held: reasons(notebook, held), damaged, lastSuccess, trouble: trouble ?? "–", clockOff: clockOff ?? "–",
  });
}

/** Just what the sheet shows. @param {string} name of the file */
export const shareDiagnosis = (name) => share(shown(document, "#diagnostico dl > div"), name);

/**
 * @param {import("../keeping/notebook.js").Notebook} notebook
 * @param {number} held
 * @returns {string} how many, and the codes of why
 */
function reasons(notebook, held) {
  const codes = notebook.operations({ state: "held" }).map(({ reason }) => reason);
  return [held, ...new Set(codes)].join(" ");
}

/** What the phone has put by; a browser that does not tell leaves it out. */
async function storage() {
  const [estimate, persisted, shells, databases] = await Promise.all([
    navigator.storage?.estimate?.(), navigator.storage?.persisted?.(), globalThis.caches?.keys(), indexedDB.databases?.(),
  ]).catch(() => []);
  return {
    used: estimate && `${(Number(estimate.usage) / MEGA).toFixed(1)} / ${(Number(estimate.quota) / MEGA).toFixed(0)} MB`,
    persisted: Boolean(persisted),
    shells: shells?.join(" "),
    databases: databases?.map(({ name, version }) => `${name} ${version}`).join(" "),
  };
}
