import { memo, useLayoutEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { collect, cpuTime } from '../measure.ts'
import { idOf, makeRow } from '../rows.ts'

/** How one library keeps rows on the screen up to date. */
export interface LiveAdapter {
  /** The app: shows each row of the server with {@link LiveScene.Row}. */
  create(server: LiveServer, Row: LiveRow): { readonly App: () => React.ReactNode; end(): void }
}

/** What a row shows. */
export type LiveRow = (props: {
  readonly id: string
  readonly status: string | null | undefined
}) => React.ReactNode

/** An account in memory, behind a fetch that gives real answers. */
export interface LiveServer {
  readonly count: number
  fetch(request: Request): Promise<Response>
}

/** How much is watched, and for how long. */
export interface LiveLoad {
  readonly rows: number
  readonly seconds: number
  /** Before, until all is compiled and in its stride: 20,000. */
  readonly warmUpMs?: number
  /** At most so long after, until all is shown: 30,000. */
  readonly coolDownMs?: number
}

/** What it took. */
export interface LiveFinding {
  readonly requestsPerSecond: number
  /** ms of all threads. */
  readonly cpuPerSecond: number
  readonly rendered: number
  readonly changed: number
  /** ms from a change on the server to the screen: half of them, 95 in 100, all. */
  readonly p50: number
  readonly p95: number
  readonly p100: number
  /** By tenths of a second. */
  readonly histogram: readonly number[]
  readonly isRight: boolean
}

const headers = { 'Content-Type': 'application/json' }
const pageSize = 100
const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

const at = (sorted: readonly number[], part: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0

/** Mounts the app, lets 1 % of the rows change each second, and measures. */
export const playLive = async (
  adapter: LiveAdapter,
  { rows: count, seconds, warmUpMs = 20_000, coolDownMs = 30_000 }: LiveLoad,
): Promise<LiveFinding> => {
  const rows = new Map(Array.from({ length: count }, (_, i) => [idOf(i), makeRow(i)]))
  const shown = new Map<string, string | null | undefined>()
  const changedAt = new Map<string, number>()
  const delays: number[] = []
  const counts = { requests: 0, rendered: 0, changed: 0 }

  const answer = async (request: Request): Promise<string> => {
    const { pathname } = new URL(request.url)
    const body = await request.json()
    if (pathname.endsWith('/get')) return JSON.stringify(rows.get(body.id))
    const size = Math.min(body.size, pageSize)
    const content = [...rows.values()].slice((body.page - 1) * size, body.page * size)
    const total_pages = Math.ceil(count / size)
    return JSON.stringify({ page: body.page, size, total: count, total_pages, content })
  }
  const server: LiveServer = {
    count,
    fetch: async (request) => {
      counts.requests += 1
      const text = await answer(request)
      await wait(5)
      return new Response(text, { headers })
    },
  }
  const Row: LiveRow = memo(({ id, status }: Parameters<LiveRow>[0]) => {
    counts.rendered += 1
    useLayoutEffect(() => {
      shown.set(id, status)
      const since = changedAt.get(id)
      if (since === undefined || status !== rows.get(id)?.status) return
      delays.push(performance.now() - since)
      changedAt.delete(id)
    }, [id, status])
    return <li>{status}</li>
  }) as unknown as LiveRow

  const { App, end } = adapter.create(server, Row)
  const container = document.createElement('div')
  document.body.append(container)
  const root = createRoot(container)
  root.render(<App />)
  for (let i = 0; i < 100 && shown.size < count; i++) await wait(100)
  // Before and not after: a forced collection drops what the compiler has learned.
  await collect()
  await wait(warmUpMs)

  Object.assign(counts, { requests: 0, rendered: 0, changed: 0 })
  const [start, cpu] = [performance.now(), cpuTime()]
  const perStep = Math.max(1, Math.round(count / 1_000))
  for (let step = 0; performance.now() - start < seconds * 1_000; step++) {
    // A tenth of each second's changes each tenth of a second: never the same row within a round.
    for (let i = 0; i < perStep; i++) {
      const id = idOf((step * perStep * 37 + i * 101) % count)
      const row = rows.get(id)
      if (!row || changedAt.has(id)) continue
      rows.set(id, { ...row, status: `word ${step}`, updated_at: new Date().toISOString() })
      changedAt.set(id, performance.now())
      counts.changed += 1
    }
    await wait(100 - ((performance.now() - start) % 100))
  }
  const took = (performance.now() - start) / 1_000
  const cpuPerSecond = (cpuTime() - cpu) / took
  const requestsPerSecond = counts.requests / took
  const isShown = () => [...rows].every(([id, row]) => shown.get(id) === row.status)
  const latest = performance.now() + coolDownMs
  while (!isShown() && performance.now() < latest) await wait(100)
  const isRight = isShown()
  const { rendered, changed } = counts
  root.unmount()
  end()
  const sorted = [...delays].sort((a, b) => a - b)
  const histogram = Array.from({ length: 15 }, () => 0)
  for (const delay of sorted) {
    const slot = Math.min(14, Math.floor(delay / 100))
    histogram[slot] = (histogram[slot] ?? 0) + 1
  }
  const [p50, p95, p100] = [at(sorted, 0.5), at(sorted, 0.95), at(sorted, 1)]
  return { requestsPerSecond, cpuPerSecond, rendered, changed, p50, p95, p100, histogram, isRight }
}
