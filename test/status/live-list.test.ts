import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { InnerConnection } from '../../src/store-parts.ts'
import { instances, virtual } from './support/virtual.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 2, 3, 4, 5) })
})

afterEach(() => {
  vi.useRealTimers()
})

/** Live lists of three rows, polled every 5 s; two of the rows are about to be seen as changed. */
const live = async (...lists: readonly { pageSize: number }[]) => {
  const at = virtual({ instances: instances(3) })
  const { live } = at.vzaps.connect(at.store) as unknown as InnerConnection
  for (const args of lists) {
    await at.store.dispatch(at.e.listInstances.initiate(args))
    live.hub.watchList(args, { options: () => ({ pollingInterval: 5_000 }), notify: () => {} })
  }
  await at.wait(1_000)
  at.gateway.dropConnection('VZ0')
  at.gateway.dropConnection('VZ2')
  const before = at.actions.length
  const writes = () => at.actions.slice(before).map(({ type }) => type)
  const rows = (args: object) =>
    at.e.listInstances.select(args)(at.store.getState() as never).data?.content
  const connected = () => lists.map((args) => rows(args)?.map((row) => row.connected))
  return { at, writes, rows, connected }
}

const [small, large] = [{ pageSize: 2 }, { pageSize: 50 }]
const upsert = 'vzaps/queries/cacheEntriesUpserted'

describe('live lists', () => {
  test('are written in one action where their answers come within one frame', async () => {
    const { at, writes, connected } = await live(small, large)
    await at.wait(5_000)
    expect(writes()).toEqual([upsert])
    expect(connected()).toEqual([
      [false, true],
      [false, true, false],
    ])
  })

  test('do not wait for one that is slow', async () => {
    const { at, writes, connected } = await live(small, large)
    at.gateway.faults.failNext({ kind: 'latency', ms: 3_000 }, { path: '/instances/list' })
    await at.wait(5_000)
    expect(writes()).toEqual([upsert])
    await at.wait(3_000)
    expect(connected()).toEqual([
      [false, true],
      [false, true, false],
    ])
  })

  test('do not wait for one whose answer is a failure', async () => {
    const { at, writes } = await live(small, large)
    at.gateway.faults.failNext({ kind: 'status', status: 500 }, { path: '/instances/list' })
    await at.wait(5_000)
    expect(writes()).toEqual([upsert])
  })

  test('keep the rows of which they say the same', async () => {
    const { at, rows } = await live(large)
    const before = rows(large)
    await at.wait(5_000)
    expect(rows(large)?.map((row, i) => row === before?.[i])).toEqual([false, true, false])
  })
})
