// What the federation tells its kitchens, and whether somebody here read it. Think.

/** @typedef {import("./operations.js").Operation} Operation */
/** @typedef {import("./books.js").Acts} Acts */
/** @typedef {{title: string, text: string, until_on?: string, on: string, read: boolean}} Notice past after `until_on`, a Lima date */

/**
 * @param {Operation[]} operations a notice and its readings, in any order
 * @param {Acts} acts
 * @returns {Notice|null} null while only its readings have come
 */
export function readNotice(operations, { undone }) {
  const published = operations.find(({ kind }) => kind === "notice.published");
  if (!published) return null;
  const { on, data: { title, text, until_on } } = published;
  const read = operations.some(({ id, kind }) => kind === "notice.read" && !undone.has(id));
  return { title, text, ...(until_on && { until_on }), on, read };
}
