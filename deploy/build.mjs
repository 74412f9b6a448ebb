// Builds what browsers fetch: static/ sources in, static/build/ out (hashed, minified, already compressed) with its manifest.json.
import { createHash } from "node:crypto"
import { existsSync, globSync } from "node:fs"
import { mkdir, readFile, rm, writeFile } from "node:fs/promises"
import { basename, dirname, join, relative } from "node:path"
import { brotliCompressSync, constants, gzipSync } from "node:zlib"
import { build } from "esbuild"
import { sprite } from "./sprite.mjs"
import { retoken, tightened } from "./tightened.mjs"

const SOURCES = "static"
const TARGET = "static/build"
/** The phones we promise to serve; eslint, stylelint and tsc hold the sources to the same floor. */
const FLOOR = "chrome90"

/** The pages' own scripts. Everything else is reached from them. A page not written yet is left out, aloud. */
function entryPoints() {
  const phone = ["phone/app.js", "phone/entrar.js", "phone/archivo.js", "phone/keeping/journal-file.js", "phone/worker.js"]
  const missing = phone.filter((name) => !existsSync(join(SOURCES, name)))
  for (const name of missing) console.warn(`not there yet, left out: ${SOURCES}/${name}`)
  const panel = globSync("panel/*.js", { cwd: SOURCES })
  return [...phone, ...panel].filter((name) => !missing.includes(name)).sort()
}

const SHARED = {
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  outdir: TARGET,
  target: FLOOR,
  // Chrome 90 has it whole but for a spread in an optional call, which eslint forbids; spelling it out would weigh 500 bytes on every phone.
  supported: { "optional-chain": true },
  legalComments: "none",
  logLevel: "warning",
  entryNames: "[name].[hash]",
}

/** What phones do not keep, because it needs signal anyway: each with all that it needs, so that nothing of the others' is parted for it. */
const OVER_SIGNAL = ["phone/llave.js", "phone/sending/leaving.js", "phone/sending/compact.js"]

/** Scripts share chunks, so that entering and working do not download the same code twice. */
async function scripts(entries, splitting = true) {
  if (entries.length === 0) return { files: [], names: {}, chunks: [] }
  const result = await build({
    ...SHARED,
    entryPoints: entries.map((name) => join(SOURCES, name)),
    format: "esm",
    splitting,
    chunkNames: "chunk.[hash]",
  })
  const { files, ...rest } = sorted(result)
  return { ...rest, files: await Promise.all(files.map(async ({ path, contents }) => ({ path, contents: Buffer.from(await tightened(`${contents}`)) }))) }
}

/** The stylesheet of phone and panel, and what the panel adds to it. */
async function stylesheets() {
  const sheets = ["style.css", "panel.css"].map((name) => join(SOURCES, name))
  const { files, ...rest } = sorted(await build({ ...SHARED, entryPoints: sheets }))
  const short = retoken(files.map(({ contents }) => `${contents}`))
  return { ...rest, files: files.map(({ path }, n) => ({ path, contents: Buffer.from(short[n]) })) }
}

/** esbuild's answer as {files, names: {logical name: path below static/}, chunks}. */
function sorted(result) {
  const names = {}
  const chunks = []
  for (const [path, output] of Object.entries(result.metafile.outputs)) {
    const name = relative(SOURCES, path)
    if (output.entryPoint) names[relative(SOURCES, output.entryPoint)] = name
    else chunks.push(name)
  }
  const files = result.outputFiles.map(({ path, contents }) => ({ path: relative(".", path), contents: Buffer.from(contents) }))
  return { files, names, chunks: chunks.sort() }
}

/** One file of pictograms, drawn with <use href="…#name">. */
async function icons() {
  return hashed("icons.svg", Buffer.from(await sprite(JSON.parse(await readFile(join(SOURCES, "icons.json"), "utf8")))))
}

/** The app's own picture, compressed like the rest. */
async function appIcon() {
  return hashed("app-icon/app.svg", await readFile(join(SOURCES, "app-icon/app.svg")))
}

/** A file by its logical name, `x.svg`, as `x.HASH.svg` of the build. */
function hashed(logical, contents) {
  const hash = createHash("sha256").update(contents).digest("hex").slice(0, 8)
  const name = `build/${basename(logical, ".svg")}.${hash}.svg`
  return { files: [{ path: join(SOURCES, name), contents }], names: { [logical]: name }, chunks: [] }
}

/** Beside each file its .br and .gz, made once with all the patience that a server answering has not. */
async function keep({ path, contents }) {
  const brotli = brotliCompressSync(contents, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, contents)
  await writeFile(`${path}.br`, brotli)
  await writeFile(`${path}.gz`, gzipSync(contents, { level: 9 }))
  console.log(`${basename(path).padEnd(28)} ${String(contents.length).padStart(8)} B  brotli ${String(brotli.length).padStart(6)} B`)
}

/** Nothing is touched until everything is made, so that a failed build leaves the last good one standing. */
async function main() {
  const parts = await Promise.all([scripts(entryPoints()), scripts(OVER_SIGNAL, false), stylesheets(), icons(), appIcon()])
  const manifest = { ...Object.assign({}, ...parts.map((part) => part.names)), chunks: parts.flatMap((part) => part.chunks) }
  await rm(TARGET, { recursive: true, force: true })
  for (const file of parts.flatMap((part) => part.files)) await keep(file)
  await writeFile(join(TARGET, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`)
}

await main()
