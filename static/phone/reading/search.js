// How what somebody types is compared with what was written: blind to accents, capitals and marks. Think.

/**
 * @param {string} text
 * @returns {string} its words in plain small letters, parted by one space
 */
export function sounds(text) {
  return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();
}
