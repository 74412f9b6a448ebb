// Setting, changing and taking away a clave: for the page that does it. The first one draws a new data key, which from then on is kept nowhere.

/** @typedef {import("./rebuild.js").Shelf} Shelf */

import { bytesOf, sealerFor } from "./envelope.js";
import { readIdentity } from "./identity.js";
import { faceOf, newSlot, rawText } from "./keys.js";
import { changeIdentity } from "./rebuild.js";
import { rekey } from "./rekey.js";
import { dataKey, newDataKey } from "./seal.js";
import { sealWaiting } from "../sending/leaving.js";

/**
 * @param {Shelf} shelf after the first clave all lies under a new key, and must be opened anew
 * @param {import("./notebook.js").Keeper} keeper
 * @param {string} clave six digits
 * @param {number} [rounds] only tests say how many
 */
export async function setClave(shelf, { id, name }, clave, rounds) {
  const { database, journal } = shelf;
  const { key: open, slots = [], device, public_key, kitchen } = await readIdentity(database);
  const others = slots.filter(({ keeper }) => keeper !== id);
  const key = open ? await dataKey(newDataKey()) : shelf.key;
  const whose = { keeper: id, face: faceOf(name, others.map(({ face }) => face)) };
  const seal = await sealerFor(public_key);
  const unlock = await seal({ for: "unlock", device, kitchen: kitchen?.code, key: await rawText(key) });
  const changes = { slots: [...others, await newSlot(key, clave, whose, rounds)], tries: undefined, keeper: id, unlock };
  if (!open) return changeIdentity(database, journal, changes);
  await sealWaiting(database, shelf.key, public_key);
  await rekey(shelf, key, changes);
}

/**
 * Without any clave the data key is simply kept again.
 *
 * @param {Shelf} shelf
 * @param {string} id keeper's
 */
export async function dropClave({ database, journal, key }, id) {
  const slots = ((await readIdentity(database)).slots ?? []).filter(({ keeper }) => keeper !== id);
  await changeIdentity(database, journal, { slots, ...(!slots.length && { key: bytesOf(await rawText(key)) }) });
}
