// Draws one SVG sprite from the icon package: each entry of static/icons.json becomes a <symbol> under our own name.
// How its strokes are drawn (width, ends, colour) is said once, by `.icon` in static/style/page.css, and reaches through <use>.
import { readFile } from "node:fs/promises"

const ICONS = "node_modules/lucide-static/icons"

/**
 * @param {Record<string, string>} names our name → the package's name
 * @returns {Promise<string>} the sprite, in the order of our names
 * @throws when the package has no such icon
 */
export async function sprite(names) {
  const symbols = await Promise.all(Object.entries(names).sort().map(([ours, theirs]) => symbol(ours, theirs)))
  return `<svg xmlns="http://www.w3.org/2000/svg"><!-- Lucide icons, ISC licence -->${symbols.join("")}</svg>\n`
}

async function symbol(ours, theirs) {
  const drawing = await readFile(`${ICONS}/${theirs}.svg`, "utf8").catch(() => {
    throw new Error(`static/icons.json: “${ours}” asks for “${theirs}”, which lucide-static does not have`)
  })
  const strokes = drawing.slice(drawing.indexOf(">", drawing.indexOf("<svg")) + 1, drawing.lastIndexOf("</svg>"))
  return `<symbol id="${ours}" viewBox="0 0 24 24">${joined(strokes.replaceAll(/\s*\n\s*/g, "").replaceAll(" />", "/>"))}</symbol>`
}

/** Paths that follow one another, as one. One that begins with `m` stays apart: after another path it would be relative to its end. */
const joined = (strokes) => strokes.replaceAll(/(?<=<path d="[^"]*)"\/><path d="M/g, "M")
