// WatermelonDB's sync, with LokiJS in memory, against the server that its documentation describes: a table for each kind of entry.
import { appSchema, Database, Model, tableSchema } from "@nozbe/watermelondb"
import loki from "@nozbe/watermelondb/adapters/lokijs/index.js"
import { synchronize } from "@nozbe/watermelondb/sync/index.js"
import { serve as listen } from "./server.mjs"
import { json, live } from "./works.mjs"

const table = (kind) => kind.replace(".", "_")

/** A row has no fields within fields: those are text. */
const row = ({ kind, ...rest }) => Object.fromEntries(
  Object.entries(rest).map(([name, value]) => [name, typeof value === "object" ? JSON.stringify(value) : value]),
)

async function serve(month) {
  let clock = 1
  const kept = month.map((entry) => ({ table: table(entry.kind), row: row(entry), at: clock }))
  const pulled = (since) => {
    const changes = {}
    for (const { table: name, row: created } of kept.filter(({ at }) => at > since)) {
      changes[name] ??= { created: [], updated: [], deleted: [] }
      changes[name].created.push(created)
    }
    return { changes, timestamp: clock }
  }
  const port = await listen((method, asked, said) => {
    if (method === "GET") return pulled(Number(asked.get("last_pulled_at")))
    clock += 1
    for (const [name, { created }] of Object.entries(said)) kept.push(...created.map((made) => ({ table: name, row: made, at: clock })))
    return {}
  })
  return { port, holds: () => kept.length }
}

/** The tables of these kinds, with the columns that occur. */
function tables(everything) {
  const found = Object.groupBy(everything, ({ kind }) => table(kind))
  return Object.entries(found).map(([name, entries]) => {
    const { id, ...values } = Object.assign({}, ...entries.map(row))
    const columns = Object.entries(values).map(([column, value]) => ({ name: column, type: typeof value, isOptional: true }))
    return tableSchema({ name, columns })
  })
}

async function open(url, everything) {
  const schema = appSchema({ version: 1, tables: tables(everything) })
  const modelClasses = Object.keys(schema.tables).map((name) => class extends Model { static table = name })
  const adapter = new loki.default({ schema, useWebWorker: false, useIncrementalIndexedDB: true })
  const database = new Database({ adapter, modelClasses })
  const sync = () => synchronize({
    database,
    pullChanges: ({ lastPulledAt }) => json(`${url}/sync?last_pulled_at=${lastPulledAt ?? 0}`),
    pushChanges: ({ changes, lastPulledAt }) => json(`${url}/sync?last_pulled_at=${lastPulledAt}`, changes),
  })
  const write = (entries) => database.write(() => database.batch(
    entries.map((entry) => database.get(table(entry.kind)).prepareCreateFromDirtyRaw(row(entry))),
  ))
  const holds = async () => {
    const counts = await Promise.all(modelClasses.map(({ table: name }) => database.get(name).query().fetchCount()))
    return counts.reduce((sum, count) => sum + count, 0)
  }
  return { down: sync, check: sync, up: sync, write, holds }
}

await live(serve, open)
