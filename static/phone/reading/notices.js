// What the federation told the kitchen, as the screens list it. Think.

/**
 * @param {import("../books/books.js").Books} books
 * @param {string} today
 * @returns {(import("../books/notices.js").Notice & {id: string, waiting: boolean})[]} newest first; `waiting`: neither read nor past
 */
export function noticeLines({ notices }, today) {
  return Object.entries(notices)
    .map(([id, notice]) => ({ id, ...notice, waiting: !notice.read && (notice.until_on ?? today) >= today }))
    .sort((one, other) => (one.on < other.on ? 1 : -1));
}
