// What a person may ask for her data: a copy to take away, not to leave in lists of names, to be erased by the federation.

import { today } from "../reading/calendar.js";
import { fill } from "../page/bind.js";
import { share, shown } from "../page/share.js";
import { openForm } from "../page/sheetform.js";

/** All that is known of her in the words of the screen, without who wrote it: her name, each fact, and each thing written with its day. */
const COPY = "h1, dl > div, .row-title, [data-list=parts] > *, .row-words [data-as=day]";

/**
 * The acts of the screen *Persona* that are about her rights.
 *
 * @param {import("../app.js").App} app
 * @param {() => string} about the person's id
 * @param {() => import("../page/bind.js").View} whole the screen's view with all that was written of her
 * @returns {import("../page/router.js").Screen["actions"]}
 */
export function rights({ notebook, write, undo }, about, whole) {
  const ask = (/** @type {string} */ right, id = notebook.newId()) =>
    write({ id, kind: "right.asked", on: today(), data: { person: about(), right } });
  return {
    copy: ({ dataset }) => {
      const screen = /** @type {HTMLElement} */ (document.getElementById("persona"));
      const view = whole();
      fill(screen, { ...view, written: view.written.filter((/** @type {any} */ { undone }) => !undone) });
      share(shown(screen, COPY), dataset.with ?? "");
    },
    object: () => { ask("objection").catch(() => {}); },
    erase: () => { void openForm(notebook, { sheet: "borrar", key: `erasure/${about()}`, save: (_none, id) => ask("erasure", id) }); },
    withdraw: async ({ dataset }) => {
      const asked = notebook.operations({ kind: "right.asked", person: about(), undone: false });
      for (const { id, data } of asked) if (data.right === dataset.with) await undo(id);
    },
  };
}
