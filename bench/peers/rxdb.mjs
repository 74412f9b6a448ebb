// RxDB's replication, its storage in memory, against the server that its documentation describes: pull behind a checkpoint, push rows.
import { createRxDatabase } from "rxdb"
import { replicateRxCollection } from "rxdb/plugins/replication"
import { getRxStorageMemory } from "rxdb/plugins/storage-memory"
import { serve as listen } from "./server.mjs"
import { json, live } from "./works.mjs"

async function serve(month) {
  const kept = new Map(month.map((entry) => [entry.id, { ...entry, _deleted: false }]))
  const port = await listen((method, asked, said) => {
    if (method === "GET") return after(Number(asked.get("after")), Number(asked.get("limit")))
    const conflicts = said.filter(({ newDocumentState: { id } }) => kept.has(id)).map(({ newDocumentState: { id } }) => kept.get(id))
    for (const { newDocumentState: entry } of said) if (!kept.has(entry.id)) kept.set(entry.id, entry)
    return conflicts
  })
  const after = (place, limit) => {
    const documents = [...kept.values()].slice(place, place + limit)
    return { documents, checkpoint: { after: place + documents.length } }
  }
  return { port, holds: () => kept.size }
}

/** The fields that occur, each of the type it has. */
function schema(everything) {
  const values = Object.assign({}, ...everything)
  const properties = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { type: typeof value }]))
  return { version: 0, primaryKey: "id", type: "object", properties: { ...properties, id: { type: "string", maxLength: 36 } }, required: ["id"] }
}

async function open(url, everything) {
  const database = await createRxDatabase({ name: "kitchen", storage: getRxStorageMemory(), multiInstance: false })
  const { entries } = await database.addCollections({ entries: { schema: schema(everything) } })
  const sync = async () => {
    const replication = replicateRxCollection({
      collection: entries,
      replicationIdentifier: "kitchen",
      live: false,
      pull: { handler: (place, limit) => json(`${url}/pull?after=${place?.after ?? 0}&limit=${limit}`) },
      push: { handler: (rows) => json(`${url}/push`, rows) },
    })
    replication.error$.subscribe((error) => { throw error })
    await replication.awaitInitialReplication()
  }
  const write = async (more) => {
    const { error } = await entries.bulkInsert(more)
    if (error.length) throw new Error(JSON.stringify(error[0]))
  }
  return { down: sync, check: sync, up: sync, write, holds: () => entries.count().exec() }
}

await live(serve, open)
