// A plain HTTP server with its memory for a disk, for peers whose protocol has no server of its own: JSON in, JSON out, gzip'd where asked.
import { createServer } from "node:http"
import { gzipSync } from "node:zlib"

/**
 * Serve on a free port of the loopback.
 * @param {(method: string, asked: URLSearchParams, said: any) => object} answer what the peer's protocol wants said
 * @returns {Promise<number>} the port
 */
export async function serve(answer) {
  const server = createServer(async (request, response) => {
    const pieces = await Array.fromAsync(request)
    const said = pieces.length ? JSON.parse(Buffer.concat(pieces).toString()) : null
    const asked = new URL(request.url, "http://here").searchParams
    const body = Buffer.from(JSON.stringify(answer(request.method, asked, said)))
    const packed = request.headers["accept-encoding"]?.includes("gzip")
    response.setHeader("Content-Type", "application/json")
    if (packed) response.setHeader("Content-Encoding", "gzip")
    response.end(packed ? gzipSync(body) : body)
  })
  await new Promise((listening) => { server.listen(0, "127.0.0.1", listening) })
  return server.address().port
}
