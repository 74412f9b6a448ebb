{#- Keeps the shell on the phone, whole or not at all, so that it opens with no signal. The data never pass through here. #}

const VERSION = "{{ version }}";
const CACHE = `shell-${VERSION}`;

{#- What is kept: path → the key it is kept under, which changes with its content. #}
const ENTRIES = {{ entries|safe }};

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));

self.addEventListener("message", ({ data }) => {
  if (data === "SKIP_WAITING") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin || !(pathname in ENTRIES)) return;
  event.respondWith(kept(pathname, event.request));
});

{#- Nothing is put away until everything has come. What an older version has already is not fetched again, nor a built file that the page has just
    brought: its name changes with its content. #}
async function install() {
  const paths = Object.keys(ENTRIES);
  const answers = await Promise.all(paths.map(bring));
  try {
    const cache = await caches.open(CACHE);
    await Promise.all(paths.map((path, i) => cache.put(ENTRIES[path], answers[i])));
  } catch (trouble) {
    await caches.delete(CACHE);
    throw trouble;
  }
  if (!self.registration.active) await self.skipWaiting();
}

async function bring(path) {
  const already = await caches.match(ENTRIES[path]);
  if (already) return already;
  const answer = await fetch(path, { cache: path.includes("/build/") ? "default" : "reload", credentials: "omit" });
  if (!answer.ok || answer.redirected) throw new Error(`${path}: ${answer.status}`);
  return answer;
}

{#- Older shells go only when this one stands. The first visit's page is served from here at once. #}
async function activate() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("shell-") && name !== CACHE).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function kept(path, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(ENTRIES[path])) || fetch(request);
}
