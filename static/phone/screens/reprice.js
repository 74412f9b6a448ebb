// A price corrected after people were counted: their rations are written anew with it, since a ration keeps its own price.

import { CLASSES } from "../books/rations.js";
import { priceOf, pricesOn } from "../reading/prices.js";
import { serviceOf } from "../reading/service-day.js";

/** @typedef {import("../keeping/notebook.js").Notebook} Notebook */

/**
 * @param {Notebook} notebook
 * @param {string} on
 * @param {number} slot
 */
export async function reprice(notebook, on, slot) {
  const prices = pricesOn(notebook.books(), on, slot);
  await recount(notebook, on, slot, prices);
  const served = notebook.operations({ kind: "rations.served", on, slot, undone: false });
  for (const { id, data } of served) {
    const price_cents = priceOf(data.class, prices);
    if (data.price_cents === price_cents) continue;
    await notebook.undo(id);
    await notebook.record({ id: notebook.newId(), kind: "rations.served", on, data: { ...data, price_cents } });
  }
}

/**
 * @param {Notebook} notebook
 * @param {string} on
 * @param {number} slot
 * @param {import("../reading/prices.js").Prices} prices
 */
async function recount(notebook, on, slot, prices) {
  const service = serviceOf(notebook.books(), on, slot);
  const counts = notebook.operations({ kind: "rations.counted", on, slot, undone: false });
  const standing = (/** @type {string} */ code) => counts.find(({ id }) => service.heads[code]?.includes(id));
  const wrong = CLASSES.filter((code) => code !== "cook" && service.unnamed[code] && !service.disputed.includes(code)
    && (standing(code)?.data.prices?.[code] ?? 0) !== priceOf(code, prices));
  if (!wrong.length) return;
  await notebook.record({
    id: notebook.newId(), kind: "rations.counted", on,
    data: {
      slot,
      counts: Object.fromEntries(wrong.map((code) => [code, service.unnamed[code]])),
      prices: Object.fromEntries(wrong.map((code) => [code, priceOf(code, prices)])),
      replaces: [...new Set(wrong.flatMap((code) => service.heads[code]))],
    },
  });
}
