// Ids that compress and that a rewound phone cannot repeat: random bits drawn at each start of the app, then a counter. Think.

const COUNTER_DIGITS = 12; // 48 bits in hex

/**
 * A maker of UUIDs of version 8: 74 random bits drawn once, here, and a counter that begins at 1.
 *
 * @param {Uint8Array} [drawn] ten random bytes, of which 74 bits are used
 * @returns {() => string}
 */
export function idMaker(drawn = crypto.getRandomValues(new Uint8Array(10))) {
  const hex = Array.from(drawn, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const variant = (8 + (drawn[9] & 3)).toString(16); // the two bits that say "UUID", and two more of chance
  const prefix = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(12, 15)}-${variant}${hex.slice(15, 18)}-`;
  let counter = 0;
  return () => {
    counter += 1;
    return prefix + counter.toString(16).padStart(COUNTER_DIGITS, "0");
  };
}
