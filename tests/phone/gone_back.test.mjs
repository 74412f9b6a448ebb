// A database that has gone back in time, as a browser leaves it when it cuts a spoilt file short: the journal knows better, whatever happened between.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { setClave } from "../../static/phone/keeping/clave.js";
import { openSlot } from "../../static/phone/keeping/keys.js";
import { openNotebook } from "../../static/phone/keeping/notebook.js";
import { dataKey } from "../../static/phone/keeping/seal.js";
import { aPhone, closeAll, counts, DAY, goes, joins, JOURNAL, registers } from "./a_phone.mjs";
import { aServer } from "./a_server.mjs";
import { seeded } from "./chance.mjs";
import { enrol } from "./enrolling.mjs";

const CLAVE = "482913";
const ROUNDS = 1_000;
const LIVES = Number(process.env.LIVES ?? 40);
const OURS = ({ name }) => name.startsWith("mi-comedor") && name !== JOURNAL;

let life;
afterEach(() => { closeAll(); life?.notebook.close(); });

const answered = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

/** All databases but the journal's, so that they can be put back as they were. */
async function copied() {
  return Promise.all((await indexedDB.databases()).filter(OURS).map(async ({ name, version }) => {
    const database = await answered(indexedDB.open(name));
    const transaction = database.transaction([...database.objectStoreNames]);
    const stores = await Promise.all([...database.objectStoreNames].map(async (of) => {
      const store = transaction.objectStore(of);
      const indexes = [...store.indexNames].map((index) => [index, store.index(index).keyPath]);
      const [keys, values] = await Promise.all([answered(store.getAllKeys()), answered(store.getAll())]);
      return { of, how: { keyPath: store.keyPath, autoIncrement: store.autoIncrement }, indexes, keys, values };
    }));
    database.close();
    return { name, version, stores };
  }));
}

async function putBack(databases) {
  for (const { name } of (await indexedDB.databases()).filter(OURS)) await goes(name);
  for (const { name, version, stores } of databases) {
    const opening = indexedDB.open(name, version);
    opening.onupgradeneeded = () => {
      for (const { of, how, indexes, keys, values } of stores) {
        const store = opening.result.createObjectStore(of, how);
        for (const [index, path] of indexes) store.createIndex(index, path);
        values.forEach((value, at) => store.put(value, how.keyPath ? undefined : keys[at]));
      }
    };
    (await answered(opening)).close();
  }
}

/** A phone's life, one act after the other; `shelf` is what the notebook was opened with. */
class Life {
  constructor(server) { Object.assign(this, { server, written: [], people: [] }); }

  async opens() {
    this.notebook = await openNotebook({ guard: async (before) => {
      const key = before.identity.key ? await dataKey(before.identity.key) : await openSlot(before.identity.slots[0], CLAVE);
      this.shelf = { ...before, key };
      return key;
    } });
  }

  async closes() { this.notebook.close(); }
  async again() { await this.closes(); await this.opens(); }
  async counts() { this.written.push(await counts(this.notebook, this.written.length)); }
  async registers() { this.people.push(await registers(this.notebook)); this.written.push(...this.people.slice(-1)); }
  async sends() { await this.notebook.syncNow(); }
  async joins() { this.written.push(await joins(this.notebook, `Rosa ${this.written.length}`)); }

  async erases() {
    const person = this.people.pop();
    if (!person) return;
    const id = `0e6b51d2-77c9-8a14-a5f0-${String(this.people.length).padStart(12, "0")}`;
    this.server.append({ id, kind: "person.erased", v: 1, on: DAY, by: "system", at: 1, data: { person } });
    await this.sends();
    await this.again();
  }

  async locks() {
    if (this.notebook.hasClave()) return;
    await this.again();
    await setClave(this.shelf, this.notebook.keeper, CLAVE, ROUNDS);
    await this.again();
  }
}

const ACTS = ["counts", "counts", "registers", "sends", "joins", "erases", "locks", "again"];

test(`wherever the database goes back to, the phone knows who it is, has all that it wrote, and sends it once (${LIVES} lives)`, async () => {
  for (let turn = 0; turn < LIVES; turn += 1) {
    const random = seeded(`gone back ${process.env.SEED ?? ""} ${turn}`);
    const server = aServer();
    aPhone(server);
    await enrol("ABCD1234");
    life = new Life(server);
    await life.opens();
    const acts = ["joins", ...Array.from({ length: 9 }, () => ACTS[Math.floor(random() * ACTS.length)])];
    const back = Math.floor(random() * acts.length);
    let copy;
    for (const [at, act] of acts.entries()) {
      if (at === back) copy = await copied();
      await life[act]();
    }
    const { id } = life.notebook.keeper;
    await life.closes();
    await putBack(copy);
    await life.opens();
    const told = `turn ${turn}: ${acts.slice(0, back)} | ${acts.slice(back)}`;
    assert.equal(life.notebook.keeper?.id, id, told);
    assert.deepEqual(life.written.filter((written) => !life.notebook.operations({ id: written }).length), [], told);
    await life.sends(); // pages under the old key are fetched again
    assert.deepEqual([life.notebook.status().lost, life.notebook.status().damaged], [null, 0], told);
    const received = server.log.map((operation) => operation.id);
    assert.deepEqual([life.notebook.status().pending, life.written.filter((written) => received.filter((one) => one === written).length !== 1)], [0, []], told);
    await life.closes();
  }
});
