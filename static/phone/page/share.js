// What leaves the phone by her own hand: what a part of the screen shows, as text, or a parcel, through the phone's share sheet.

/**
 * What the wanted parts show, a line for each; a term and what is said of it are one line.
 *
 * @param {ParentNode} root
 * @param {string} wanted selector; parts that are hidden are left out
 * @returns {string}
 */
export function shown(root, wanted) {
  const parts = /** @type {HTMLElement[]} */ ([...root.querySelectorAll(wanted)]).filter((part) => !part.closest("[hidden]"));
  return parts.map((part) => part.innerText.trim().replace(/\s*\n\s*/g, ": ")).join("\n");
}

/**
 * As a file. Where there is no share sheet, or the browser has forgotten her touch while a slow phone made the file, it is put among the downloads.
 *
 * @param {string} text
 * @param {string} name
 * @returns {Promise<boolean>} false when she thought better of it, or touched twice
 */
export async function share(text, name) {
  const file = new File([text], name, { type: "text/plain" });
  const files = { files: [file] };
  const refusal = navigator.canShare?.(files) ? await navigator.share(files).then(() => "", (trouble) => trouble.name) : "none";
  if (/Abort|State/.test(refusal)) return false;
  if (refusal) Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: name }).click();
  return true;
}
