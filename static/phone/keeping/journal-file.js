// The journal's files in the origin's own folder, one for each generation, named by its number. A worker, because only there a browser writes through to the disk.

const LOCK = "mi-comedor-diario"; // of the file's, in whichever tab
const STAYS = 2_000; // milliseconds: taking a file takes longer than writing in it
const INSISTS = 100;
const scope = /** @type {any} */ (self);
const others = new BroadcastChannel(LOCK);
/** @type {{n: number, handle: any, end: () => void}|null} the file that is in our hands, ready to be written */
let held = null;
/** @type {Promise<any>} one thing at a time */
let last = Promise.resolve();
/** @type {ReturnType<typeof setTimeout>|undefined} */
let timer;

/** @param {() => Promise<any>} act @returns {Promise<any>} */
const next = (act) => (last = last.then(act, act));

/** To another tab that asks for it, or because nothing was written for a while. */
async function giveBack() {
  const before = held;
  held = null;
  try {
    await before?.handle.close();
  } finally {
    before?.end();
  }
}
others.onmessage = () => void next(giveBack);

/**
 * Do something while no tab holds a file. Whoever holds one hears that it is wanted, more than once, for it may just be taking it.
 *
 * @param {() => Promise<any>} act
 */
async function alone(act) {
  const ask = () => others.postMessage("");
  const asking = setInterval(ask, INSISTS);
  ask();
  return navigator.locks.request(LOCK, () => (clearInterval(asking), act()));
}

/**
 * @param {number} n
 * @returns {Promise<any>} the handle of its file, ours until we give it back
 */
async function take(n) {
  if (held?.n === n) return held.handle;
  await giveBack();
  return new Promise((resolve, reject) => {
    alone(async () => {
      const file = /** @type {any} */ (await (await navigator.storage.getDirectory()).getFileHandle(`${n}`, { create: true }));
      const handle = await file.createSyncAccessHandle();
      return new Promise((end) => {
        held = { n, handle, end: () => end(null) };
        resolve(handle);
      });
    }).catch(reject);
  });
}

/** @type {Record<string, (...question: any[]) => Promise<any>>} what the app may ask; all but reading and writing were promises before Chrome 108 */
const ACTS = {
  /** Add to a generation; the answer is its length. A torn end harms nobody: the next line begins anew. */
  write: async (n, text) => {
    const handle = await take(n);
    const bytes = new TextEncoder().encode(text);
    const at = await handle.getSize();
    if (handle.write(bytes, { at }) < bytes.length) throw new DOMException("", "QuotaExceededError");
    await handle.flush();
    return at + bytes.length;
  },

  /** The text of a generation; of the last when none is named. */
  read: async (n) => {
    const handle = await take(n ?? Math.max(1, ...(await names()).map(Number)));
    const bytes = new Uint8Array(await handle.getSize());
    handle.read(bytes, { at: 0 });
    return new TextDecoder().decode(bytes);
  },

  /** Remove all generations but one. */
  keep: async (n) => {
    await giveBack();
    await alone(async () => {
      const folder = await navigator.storage.getDirectory();
      for (const name of await names()) if (name !== `${n}`) await folder.removeEntry(name);
    });
  },
};

/** @returns {Promise<string[]>} */
async function names() {
  const found = [];
  for await (const name of /** @type {any} */ (await navigator.storage.getDirectory()).keys()) found.push(name);
  return found;
}

scope.onmessage = (/** @type {MessageEvent} */ { data: [act, ...question], ports: [port] }) => {
  clearTimeout(timer);
  const done = next(() => ACTS[act](...question));
  done.then((value) => port.postMessage({ value }), ({ name, message }) => port.postMessage({ name, message }));
  done.then(() => { timer = setTimeout(() => void next(giveBack), STAYS); }, () => next(giveBack));
};

/** The first word: whether this browser can. */
names().then(() => "createSyncAccessHandle" in FileSystemFileHandle.prototype).catch(() => false).then((can) => scope.postMessage(can));
