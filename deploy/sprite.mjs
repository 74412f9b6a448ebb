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
  return `<symbol id="${ours}" viewBox="0 0 24 24">${rounded(joined(strokes.replaceAll(/\s*\n\s*/g, "").replaceAll(" />", "/>")))}</symbol>`
}

/**
 * To a tenth of the grid's 24 units: the largest icon is 64 px, where nobody sees the rest, and it is a ninth of the weight.
 * A number that was parted from its neighbour by its own sign or point only, and loses it, gets a space.
 */
const rounded = (strokes) => strokes.replaceAll(/-?\d*\.\d{2,}/g, (number, at, whole) => {
  const short = String(Math.round(Number(number) * 10) / 10).replace(/^(-?)0\./, "$1.")
  const before = /^[-.]/.test(number) && /^\d/.test(short) ? " " : ""
  const after = whole[at + number.length] === "." && !short.includes(".") ? " " : ""
  return before + short + after
})

/** Paths that follow one another, as one. One that begins with `m` stays apart: after another path it would be relative to its end. */
const joined = (strokes) => strokes.replaceAll(/(?<=<path d="[^"]*)"\/><path d="M/g, "M")
