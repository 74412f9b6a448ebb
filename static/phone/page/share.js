// What leaves the phone by her own hand: what a part of the screen shows, as text, through the phone's share sheet.

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
 * As a file; where there is no share sheet it is put among the downloads.
 *
 * @param {string} text
 * @param {string} name
 */
export function share(text, name) {
  const file = new File([text], name, { type: "text/plain" });
  if (navigator.canShare?.({ files: [file] })) navigator.share({ files: [file] }).catch(() => {}); // she thought better of it
  else Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: name }).click();
}
