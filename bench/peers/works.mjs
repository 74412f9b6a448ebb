// The standard works, at the word of bench/peers/peer.py: a month down, a check with nothing to say, a day's work up.
import { readFileSync } from "node:fs"
import { createInterface } from "node:readline"

/**
 * @typedef {{ id: string, kind: string } & Record<string, any>} Entry what was recorded, flat
 * @typedef {{
 *   down(): Promise<unknown>, check(): Promise<unknown>, up(): Promise<unknown>,
 *   write(entries: Entry[]): Promise<unknown>, holds(): Promise<number>,
 * }} Phone
 * @typedef {{ port: number, holds(): number | Promise<number> }} Server
 */

const { month, day, headers } = JSON.parse(readFileSync(process.argv[2], "utf8"))

/** Requests that the peer has made. */
let asked = 0

/** A fetch that counts, and sends what a browser would. @param {typeof fetch} plain */
export const browsing = (plain = fetch) => (url, options = {}) => {
  asked += 1
  const all = new Headers(options.headers)
  for (const [name, value] of headers) all.set(name, value)
  return plain(url, { ...options, headers: all })
}

/** Ask for JSON. @param {string} url @param {object} [said] goes as a POST */
export async function json(url, said) {
  const type = { "Content-Type": "application/json" }
  const response = await browsing()(url, said && { method: "POST", headers: type, body: JSON.stringify(said) })
  if (!response.ok) throw new Error(`${response.status} of ${url}`)
  return response.json()
}

/**
 * Serve the month, say where, and then do what is asked for, a line each; a line says what it came to.
 * @param {(month: Entry[]) => Promise<Server>} serve
 * @param {(url: string, everything: Entry[]) => Promise<Phone>} open an empty phone that finds its server there
 */
export async function live(serve, open) {
  const server = await serve(month)
  say({ port: server.port })
  let phone
  for await (const line of createInterface({ input: process.stdin })) {
    const [work, url] = line.split(" ")
    phone ??= await open(url, [...month, ...day])
    if (work === "up") await phone.write(day)
    asked = 0
    const began = performance.now()
    await phone[work]()
    const seconds = (performance.now() - began) / 1000
    say({ requests: asked, seconds, phone: await phone.holds(), server: await server.holds() })
  }
  process.exit()
}

/** @param {object} what */
function say(what) {
  process.stdout.write(`${JSON.stringify(what)}\n`)
}
