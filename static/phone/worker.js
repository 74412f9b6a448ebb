// Keeps the shell on the phone, whole or not at all, so that it opens with no signal. The data never pass through here.

/** @typedef {Event & {waitUntil: (work: Promise<any>) => void}} Lasting */
/** @typedef {Event & {request: Request, respondWith: (answer: Promise<Response>) => void}} Asking */

const worker = /** @type {any} */ (self);
/** @type {{version: string, kept: Record<string, string>}} `kept`: path to the key it is kept under, which changes with its content */
const { version, kept } = worker.SHELL; // app/phone/shell.py writes it before this
const CACHE = `shell-${version}`;
/** Where a text is cut, as app/phone/changes.py cuts it. */
const CUT = /(?=<(?:dialog|template|section|fieldset|form|h[123])|function [A-Z]|,[A-Z][a-z]=|,async )/;

worker.addEventListener("install", (/** @type {Lasting} */ event) => event.waitUntil(install()));
worker.addEventListener("activate", (/** @type {Lasting} */ event) => event.waitUntil(activate()));

worker.addEventListener("message", (/** @type {MessageEvent} */ { data }) => {
  if (data === "SKIP_WAITING") worker.skipWaiting();
});

worker.addEventListener("fetch", (/** @type {Asking} */ event) => {
  const { method, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method === "GET" && origin === location.origin && pathname in kept) event.respondWith(answerTo(pathname, event.request));
});

/**
 * Nothing is put away until everything has come. What an older version has already is not fetched again, nor a built file that the
 * page has just brought: its name changes with its content.
 */
async function install() {
  const paths = Object.keys(kept);
  const answers = await Promise.all(paths.map(bring));
  try {
    const cache = await caches.open(CACHE);
    await Promise.all(paths.map((path, i) => cache.put(kept[path], answers[i])));
  } catch (trouble) {
    await caches.delete(CACHE);
    throw trouble;
  }
  if (!worker.registration.active) await worker.skipWaiting();
}

/** @param {string} path */
async function bring(path) {
  const already = await caches.match(kept[path]);
  if (already) return already;
  const fresh = () => fetch(path, { cache: path.includes("/build/") ? "default" : "reload", credentials: "omit" });
  const answer = (await mended(path).catch(() => null)) ?? (await fresh());
  if (!answer.ok || answer.redirected || (await isForeign(path, answer))) throw new Error(`${path}: ${answer.status}`);
  return answer;
}

/**
 * The file made of its older version: we say the marks of the parts that we have, and are told the others (app/phone/changes.py).
 *
 * @param {string} path
 */
async function mended(path) {
  const older = await olderOf(path);
  if (!older) return null;
  const held = (await older.text()).split(CUT);
  const marks = held.map((part) => [...part].reduce((mark, letter) => Math.imul(mark, 31) + Number(letter.codePointAt(0)), 0));
  const answer = await fetch(`/app/changes?of=${path}`, { method: "POST", body: new Int32Array(marks), credentials: "omit" });
  const { parts, digest } = await answer.clone().json();
  const text = new TextEncoder().encode(parts.map((/** @type {any} */ part) => (typeof part === "string" ? part : held.slice(...part).join(""))).join(""));
  return `${new Uint8Array(await crypto.subtle.digest("SHA-256", text))}` === digest ? new Response(text, answer) : null;
}

/** @param {string} path */
async function olderOf(path) {
  const bare = (/** @type {string} */ url) => new URL(url, origin).pathname.replace(/\.\w+\./, ".");
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) if (bare(request.url) === bare(path)) return cache.match(request);
  }
  return null;
}

/**
 * A page that is not of this version: of a portal that answers everything, or of a release that came between. Only pages are HTML, and
 * ours say the twelve letters of version that their key ends with.
 *
 * @param {string} path
 * @param {Response} answer
 */
async function isForeign(path, answer) {
  return answer.headers.get("Content-Type")?.includes("html") && !(await answer.clone().text()).includes(kept[path].slice(-12));
}

/** Older shells go only when this one stands. The first visit's page is served from here at once. */
async function activate() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("shell-") && name !== CACHE).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/**
 * @param {string} path
 * @param {Request} request
 */
async function answerTo(path, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(kept[path])) ?? fetch(request);
}
