// A phone in Node whose keeper has a clave, and opening it.
import { setClave } from "../../static/phone/keeping/clave.js";
import { openSlot } from "../../static/phone/keeping/keys.js";
import { openNotebook } from "../../static/phone/keeping/notebook.js";
import { dataKey } from "../../static/phone/keeping/seal.js";
import { closesLater, counts, phone } from "./a_phone.mjs";

export const CLAVE = "482913";
export const ROUNDS = 1_000;

/** The notebook, by a clave or as it lies; and what it is opened with. */
export async function opening(clave = "") {
  let shelf;
  const notebook = await openNotebook({ guard: async (before) => {
    const slot = before.identity.slots?.find(({ keeper }) => keeper === before.identity.keeper);
    const key = before.identity.key ? await dataKey(before.identity.key) : clave && slot ? await openSlot(slot, clave) : null;
    shelf = { ...before, key };
    return key;
  } });
  if (notebook) closesLater(notebook);
  return { notebook, shelf };
}

/** A phone with two operations that wait, whose keeper has just set the first clave. */
export async function locked(server) {
  const before = await phone(server);
  await counts(before, 12);
  await before.keepDraft("form", { n: 3 });
  before.close();
  const { notebook, shelf } = await opening();
  await setClave(shelf, notebook.keeper, CLAVE, ROUNDS);
  notebook.close();
}
