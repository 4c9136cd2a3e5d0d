import type { Row } from './rows.ts'
import { makeRow } from './rows.ts'

/**
 * How long an answer takes. `microtask`: no time at all, so that a run of awaited mutations is the library's own work and
 * the page renders when they are done. `turn`: a turn of the event loop, so that it may render in between.
 */
export type Latency = 'microtask' | 'turn'

/**
 * The one server of all adapters, in memory. Answers are JSON text, as if from a network: parsing is the caller's,
 * writing the text is the server's, and both are in every adapter's figures.
 */
export interface Server {
  readonly rows: ReadonlyMap<string, Row>
  /** The JSON text of all rows. */
  list(): Promise<string>
  /** The JSON text of the changed row. Rejects with a {@link Refusal} while `isRefusing`. */
  rename(id: string, name: string): Promise<string>
  /** The JSON text of a new row, which has the next id and comes last. */
  create(name: string): Promise<string>
  /** Another client's change: no answer, nobody is told. */
  change(id: string, name: string): void
  isRefusing: boolean
  /** How often the list was asked for. */
  reads: number
}

/** The server carried nothing out. */
export class Refusal extends Error {
  readonly status = 409
}

const waits: Record<Latency, () => Promise<void>> = {
  microtask: () => Promise.resolve(),
  turn: () => new Promise((resolve) => setImmediate(resolve)),
}

export const createServer = (count: number, latency: Latency): Server => {
  const wait = waits[latency]
  const rows = new Map(
    Array.from({ length: count }, (_, index) => makeRow(index)).map((row) => [row.id, row]),
  )

  const write = (id: string, name: string): Row => {
    const row = rows.get(id)
    if (!row) throw new Error(`There is no row ${id}`)
    const renamed = { ...row, name }
    rows.set(id, renamed)
    return renamed
  }

  const add = (name: string): Row => {
    const row = { ...makeRow(rows.size), name }
    rows.set(row.id, row)
    return row
  }

  return {
    rows,
    isRefusing: false,
    reads: 0,
    async list() {
      this.reads++
      const text = JSON.stringify([...rows.values()])
      await wait()
      return text
    },
    async rename(id, name) {
      // What becomes of it is decided on arrival; the client hears of it later.
      const text = this.isRefusing ? undefined : JSON.stringify(write(id, name))
      await wait()
      if (text === undefined) throw new Refusal('The row cannot be renamed now')
      return text
    },
    async create(name) {
      const text = this.isRefusing ? undefined : JSON.stringify(add(name))
      await wait()
      if (text === undefined) throw new Refusal('The row cannot be created now')
      return text
    },
    change: write,
  }
}
