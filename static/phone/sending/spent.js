// What a month costs her: bytes that went to the federation and came from it, counted on this phone.

const NAME = "spent";
const LIMA = -5 * 3600_000; // all the year

/**
 * @param {number} [more] bytes of a body that goes now; the browser does not tell us what its headers weigh
 * @returns {number} bytes since the first of this month in Lima: bodies sent, answers with their headers
 */
export function spent(more = 0) {
  const month = new Date(Date.now() + LIMA).toISOString().slice(0, 7);
  try {
    const heard = /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByType("resource")).filter(({ initiatorType }) => initiatorType === "fetch");
    performance.clearResourceTimings();
    const [counted, bytes] = (localStorage.getItem(NAME) ?? "").split(" ");
    const sum = heard.reduce((total, { transferSize }) => total + transferSize, more + (counted === month ? Number(bytes) : 0));
    localStorage.setItem(NAME, `${month} ${sum}`);
    return sum;
  } catch {
    return 0; // no storage for it, as in a private window
  }
}

globalThis.addEventListener?.("pagehide", () => spent()); // the browser forgets with the page what it heard last: the whole log, on the page to enter
