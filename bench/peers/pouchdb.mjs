// PouchDB ↔ pouchdb-server, as they are, both in memory: the protocol of CouchDB. Each thing that was recorded is a document.
import { spawn } from "node:child_process"
import { once } from "node:events"
import { createServer } from "node:net"
import { fileURLToPath } from "node:url"
import { setTimeout as pause } from "node:timers/promises"
import http from "pouchdb-adapter-http"
import memory from "pouchdb-adapter-memory"
import PouchDB from "pouchdb-core"
import replication from "pouchdb-replication"
import { browsing, json, live } from "./works.mjs"

PouchDB.plugin(memory).plugin(http).plugin(replication)

const document = ({ id, ...rest }) => ({ _id: id, ...rest })

async function serve(month) {
  const port = await free()
  const program = fileURLToPath(import.meta.resolve("pouchdb-server/bin/pouchdb-server"))
  const words = ["--in-memory", "--no-stdout-logs", "--host", "127.0.0.1", "--port", String(port)]
  const server = spawn(process.execPath, [program, ...words], { stdio: "ignore" })
  process.once("exit", () => server.kill())
  const kitchen = `http://127.0.0.1:${port}/kitchen`
  while (!(await fetch(kitchen, { method: "PUT" }).catch(() => null))?.ok) await pause(100)
  await json(`${kitchen}/_bulk_docs`, { docs: month.map(document) })
  return { port, holds: async () => (await json(kitchen)).doc_count }
}

async function free() {
  const taking = createServer().listen(0, "127.0.0.1")
  await once(taking, "listening")
  const { port } = taking.address()
  taking.close()
  await once(taking, "close")
  return port
}

async function open(url) {
  const here = new PouchDB("kitchen", { adapter: "memory" })
  const there = new PouchDB(`${url}/kitchen`, { adapter: "http", skip_setup: true, fetch: browsing(PouchDB.fetch) })
  return {
    down: () => here.replicate.from(there),
    check: () => here.sync(there),
    up: () => here.replicate.to(there),
    write: (entries) => here.bulkDocs(entries.map(document)),
    holds: async () => (await here.info()).doc_count,
  }
}

await live(serve, open)
