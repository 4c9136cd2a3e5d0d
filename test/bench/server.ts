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
   * encoded anew each time: decoding and parsing are the caller's.
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

const encoder = new TextEncoder()

export const createServer = (count: number, latency: Latency): Server => {
  const wait = waits[latency]
  const rows = new Map<string, Row>()
  // Written once for each change of a row: what a list costs the server is in nobody's figures twice.
  const texts = new Map<string, string>()

  const put = (row: Row): string => {
    const text = JSON.stringify(row)
    rows.set(row.id, row)
    texts.set(row.id, text)
    return text
  }
  for (let index = 0; index < count; index++) put(makeRow(index))

  const rename = (id: string, name: string): string => {
    const row = rows.get(id)
    if (!row) throw new Error(`There is no row ${id}`)
    return put({ ...row, name })
  }

  const list = (): string => {
    const { size } = rows
    return `{"page":1,"size":${size},"total":${size},"total_pages":1,"content":[${[...texts.values()].join()}]}`
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
      const [status, text] = answer(request.method, pathname, body)
      await wait()
      const headers = { 'Content-Type': 'application/json' }
      return new Response(encoder.encode(text), { status, headers })
    },
    change: rename,
  }

  const answer = (
    method: string,
    pathname: string,
    { name }: { readonly name: string },
  ): readonly [status: number, text: string] => {
    if (pathname === '/instances/list') {
      server.reads++
      return [200, list()]
    }
    if (server.isRefusing) return [409, '{"message":"The row cannot be written now"}']
    if (method === 'PATCH') return [200, rename(pathname.split('/')[2] ?? '', name)]
    if (pathname === '/instances/create') return [200, put({ ...makeRow(rows.size), name })]
    throw new Error(`Nobody asks for ${method} ${pathname}`)
  }

  return server
}
