// The journal's files in the origin's own folder, one for each generation, named by its number. A worker, because only there a browser writes through to the disk.

const LOCK = "mi-comedor-diario";
const scope = /** @type {any} */ (self);

/**
 * @param {number} n
 * @param {(handle: any) => any} work
 */
async function holding(n, work) {
  const file = /** @type {any} */ (await (await navigator.storage.getDirectory()).getFileHandle(`${n}`, { create: true }));
  const handle = await file.createSyncAccessHandle();
  try {
    return await work(handle);
  } finally {
    await handle.close();
  }
}

/** @type {Record<string, (...question: any[]) => Promise<any>>} what the app may ask; all but reading and writing were promises before Chrome 108 */
const ACTS = {
  /** Add to a generation; the answer is its length. A torn end harms nobody: the next line begins anew. */
  write: (n, text) => holding(n, async (handle) => {
    const bytes = new TextEncoder().encode(text);
    const at = await handle.getSize();
    if (handle.write(bytes, { at }) < bytes.length) throw new DOMException("", "QuotaExceededError");
    await handle.flush();
    return at + bytes.length;
  }),

  /** The text of a generation; of the last when none is named. */
  read: async (n) => holding(n ?? Math.max(1, ...(await names()).map(Number)), async (handle) => {
    const bytes = new Uint8Array(await handle.getSize());
    handle.read(bytes, { at: 0 });
    return new TextDecoder().decode(bytes);
  }),

  /** Remove all generations but one. */
  keep: async (n) => {
    const folder = await navigator.storage.getDirectory();
    for (const name of await names()) if (name !== `${n}`) await folder.removeEntry(name);
  },
};

/** @returns {Promise<string[]>} */
async function names() {
  const found = [];
  for await (const name of /** @type {any} */ (await navigator.storage.getDirectory()).keys()) found.push(name);
  return found;
}

scope.onmessage = (/** @type {MessageEvent} */ { data: [act, ...question], ports: [port] }) => {
  const done = navigator.locks.request(LOCK, () => ACTS[act](...question));
  done.then((value) => port.postMessage({ value }), ({ name, message }) => port.postMessage({ name, message }));
};

/** The first word: whether this browser can. */
names().then(() => "createSyncAccessHandle" in FileSystemFileHandle.prototype).catch(() => false).then((can) => scope.postMessage(can));
