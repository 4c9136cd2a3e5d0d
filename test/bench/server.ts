import type { Row } from './rows.ts'
import { makeRow } from './rows.ts'

/**
 * How long an answer takes. `microtask`: no time at all, so that a run of awaited mutations is the library's own work and
 * the page renders when they are done. `turn`: a turn of the event loop, so that it may render in between.
 */
export type Latency = 'microtask' | 'turn'

/** The one server of all adapters, in memory, behind the one transport: `fetch`. */
export interface Server {
  readonly rows: ReadonlyMap<string, Row>
  /**
   * Takes what the global `fetch` takes, and makes a Request of it as that does. Answers are Responses of bytes that are
   * made anew each time: decoding and parsing are the caller's.
   */
  fetch(input: Request | string, init?: RequestInit): Promise<Response>
  /** Another client's change: no answer, nobody is told. */
  change(id: string, name: string): void
  /** Mutations end with 409, and nothing is carried out. */
  isRefusing: boolean
  /** How often the list was asked for. */
  reads: number
}

/** Where the server is, for those who ask by URL. */
export const ORIGIN = 'https://api.vzaps.com'

/** The routes of the gateway that the adapters use. */
export const routes = {
  list: `${ORIGIN}/instances/list`,
  create: `${ORIGIN}/instances/create`,
  rename: (id: string) => `${ORIGIN}/instances/${id}`,
}

/** What the list answers. */
export interface RowPage {
  readonly content: Row[]
}

/** What an app writes around `fetch` where a library leaves it to the app. */
export const createSend =
  (server: Server) =>
  async <Data>(method: string, url: string, body: object): Promise<Data> => {
    const response = await server.fetch(url, {
      method,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`${response.status}`)
    return response.json()
  }

const waits: Record<Latency, () => Promise<void>> = {
  microtask: () => Promise.resolve(),
  turn: () => new Promise((resolve) => setImmediate(resolve)),
}

type Bytes = Uint8Array<ArrayBuffer>

const encoder = new TextEncoder()

export const createServer = (count: number, latency: Latency): Server => {
  const wait = waits[latency]
  const rows = new Map<string, Row>()
  // Encoded once for each change of a row: a list must not cost the server more than it does the libraries.
  const encoded = new Map<string, Bytes>()

  const put = (row: Row): Bytes => {
    const bytes = encoder.encode(`,${JSON.stringify(row)}`)
    rows.set(row.id, row)
    encoded.set(row.id, bytes)
    return bytes.slice(1)
  }
  for (let index = 0; index < count; index++) put(makeRow(index))

  const rename = (id: string, name: string): Bytes => {
    const row = rows.get(id)
    if (!row) throw new Error(`There is no row ${id}`)
    return put({ ...row, name })
  }

  const list = (): Bytes => {
    const { size } = rows
    const counts = `"page":1,"size":${size},"total":${size},"total_pages":1`
    const parts = [
      encoder.encode(`{${counts},"content":[`),
      ...encoded.values(),
      encoder.encode(']}'),
    ]
    // The first row has no comma before it.
    if (parts[1] && size > 0) parts[1] = parts[1].subarray(1)
    const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
    let at = 0
    for (const part of parts) {
      bytes.set(part, at)
      at += part.length
    }
    return bytes
  }

  const server: Server = {
    rows,
    isRefusing: false,
    reads: 0,
    async fetch(input, init) {
      const request = new Request(input, init)
      const { pathname } = new URL(request.url)
      const body = await request.json()
      // What becomes of it is decided on arrival; the client hears of it later.
      const [status, bytes] = answer(request.method, pathname, body)
      await wait()
      const headers = { 'Content-Type': 'application/json' }
      return new Response(bytes, { status, headers })
    },
    change: rename,
  }

  const answer = (
    method: string,
    pathname: string,
    { name }: { readonly name: string },
  ): readonly [status: number, bytes: Bytes] => {
    if (pathname === '/instances/list') {
      server.reads++
      return [200, list()]
    }
    if (server.isRefusing)
      return [409, encoder.encode('{"message":"The row cannot be written now"}')]
    if (method === 'PATCH') return [200, rename(pathname.split('/')[2] ?? '', name)]
    if (pathname === '/instances/create') return [200, put({ ...makeRow(rows.size), name })]
    throw new Error(`Nobody asks for ${method} ${pathname}`)
  }

  return server
}
