// What an edit changes, over what it was: only the fields that differ travel. Think.

/**
 * @param {Record<string, any>} before
 * @param {Record<string, any>} after absent: emptied
 * @param {string[]} names the fields that the form asked for
 * @returns {{data: Record<string, any>, base: Record<string, any>}|null} null when nothing changed
 */
export function changesOf(before, after, names) {
  const changed = names.filter((name) => (before[name] ?? null) !== (after[name] ?? null));
  if (!changed.length) return null;
  const pick = (/** @type {Record<string, any>} */ from) => Object.fromEntries(changed.map((name) => [name, from[name] ?? null]));
  return { data: pick(after), base: pick(before) };
}
