// Closing the slots of keepers who write here no more.

/** @typedef {import("../sending/sync.js").Office} Office */

import { bytesOf } from "./envelope.js";
import { readIdentity } from "./identity.js";
import { rawText } from "./keys.js";
import { changeIdentity } from "./rebuild.js";

/**
 * When nobody has a clave any more, the data key is simply kept again.
 *
 * @param {Office} office
 */
export async function dropSlots({ database, journal, key, books, tell }) {
  const before = (await readIdentity(database)).slots ?? [];
  const { keepers } = books.read();
  const slots = before.filter(({ keeper }) => !keepers[keeper]?.left);
  if (slots.length === before.length) return;
  await changeIdentity(database, journal, { slots, ...(!slots.length && { key: bytesOf(await rawText(key)) }) });
  tell({ slots });
}
