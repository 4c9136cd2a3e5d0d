import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { InnerConnection } from '../../src/store-parts.ts'
import { json } from '../support/wire.ts'
import { instances, virtual } from './support/virtual.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 2, 3, 4, 5) })
})

afterEach(() => {
  vi.useRealTimers()
})

const hubOf = (at: ReturnType<typeof virtual>) =>
  (at.vzaps.connect(at.store) as unknown as InnerConnection).live.hub

/** As `useLiveInstances` does: RTK Query keeps the entry, the hub polls it. */
const showList = async (at: ReturnType<typeof virtual>, args: object, given: object = {}) => {
  const shown = at.store.dispatch(at.e.listInstances.initiate(args as never))
  const leave = hubOf(at).watchList(args, { options: () => given, notify: () => {} })
  await at.wait(100)
  return () => {
    leave()
    shown.unsubscribe()
  }
}

describe('a live list that is answered with 404', () => {
  test('leaves the instances that it showed to be asked once it is left', async () => {
    const at = virtual()
    const leave = await showList(at, { pageSize: 50 })
    const { last } = at.watch('VZ0')
    await at.wait(1_000)
    at.wire.answer(/list/, () => json({}, 404))
    await at.wait(15_000)
    leave()
    await at.wait(1_000)
    at.gateway.dropConnection('VZ0')
    await at.wait(60_000)
    expect(last()).toMatchObject({ connected: false })
  })

  test('does not reject who waits for one of them', async () => {
    const at = virtual()
    await showList(at, { pageSize: 50 })
    let ended: unknown = 'waiting'
    at.status
      .waitFor('VZ0', ({ connected }) => connected === false)
      .then(
        () => {
          ended = 'resolved'
        },
        (error) => {
          ended = error
        },
      )
    at.wire.answer(/list/, () => json({}, 404))
    await at.wait(16_000)
    expect(ended).toBe('waiting')
  })

  test('leaves a badge on it to be asked by its own id', async () => {
    const at = virtual()
    await showList(at, { pageSize: 50 })
    const { last } = at.watch('VZ0')
    await at.wait(1_000)
    at.wire.answer(/list/, () => json({}, 404), Number.POSITIVE_INFINITY)
    await at.wait(16_000)
    at.gateway.dropConnection('VZ0')
    await at.wait(60_000)
    expect(last()).toMatchObject({ connected: false })
  })
})

describe('a shown list with the arguments of a page', () => {
  test('is not asked for twice at once', async () => {
    const at = virtual({ instances: instances(150) })
    at.store.dispatch(at.e.listInstances.initiate({ page: 1, pageSize: 100 }))
    await at.wait(100)
    const content =
      at.e.listInstances.select({ page: 1, pageSize: 100 })(at.store.getState() as never).data
        ?.content ?? []
    const shown = new Set(content.map(({ id }) => id))
    const others = instances(150).filter(({ id }) => !shown.has(id))
    await at.wait(20_000)
    at.wire.hold(/list/)
    const count = at.counting(/list/)
    for (const { id } of [...content.slice(0, 2), ...others.slice(0, 6)]) at.watch(id)
    await at.wait(1)
    expect(count()).toBe(1)
  })
})

describe('a read that the app aborts', () => {
  test('does not end the polls of an instance that had to wait for it', async () => {
    const at = virtual()
    at.watch('VZ0')
    await at.wait(14_000)
    at.wire.hold(/get/)
    const read = at.store.dispatch(
      at.e.getInstance.initiate('VZ0', { forceRefetch: true, subscribe: false }),
    )
    await at.wait(2_000)
    read.abort()
    const count = at.counting()
    await at.wait(60_000)
    expect(count()).toBeGreaterThan(2)
  })

  test('does not end the polls of a live list that had to wait for it', async () => {
    const at = virtual()
    const args = { pageSize: 50 }
    await showList(at, args)
    await at.wait(14_000)
    at.wire.hold(/list/)
    const read = at.store.dispatch(
      at.e.listInstances.initiate(args, { forceRefetch: true, subscribe: false }),
    )
    await at.wait(2_000)
    read.abort()
    const count = at.counting()
    await at.wait(60_000)
    expect(count()).toBeGreaterThan(2)
  })
})

describe('refetch after a refusal', () => {
  test('of one instance tells the watchers of lists and others that the refusal is over', async () => {
    const at = virtual()
    const hub = hubOf(at)
    const args = { pageSize: 2 }
    at.store.dispatch(at.e.listInstances.initiate(args))
    let listError: unknown
    let other: unknown
    const key = hub.keyOf(args)
    hub.watchList(args, {
      options: () => ({}),
      notify: () => {
        listError = hub.listError(key)
      },
    })
    hub.watch('VZ1', {
      options: () => ({}),
      notify: () => {
        other = hub.read('VZ1').error
      },
    })
    hub.watch('VZ2', { options: () => ({ pollingInterval: 5_000 }), notify: () => {} })
    await at.wait(1_000)
    at.wire.answer(/get/, () => json({}, 403))
    await at.wait(6_000)
    expect([listError, other]).toMatchObject([{ status: 403 }, { status: 403 }])
    hub.read('VZ2').refetch()
    await at.wait(60_000)
    expect([hub.listError(key), hub.read('VZ1').error]).toEqual([undefined, undefined])
    expect([listError, other]).toEqual([undefined, undefined])
  })
})

describe('an instance in transition that only a live list watches', () => {
  const restartAndFail = async (at: ReturnType<typeof virtual>, path: RegExp, times: number) => {
    await showList(at, { pageSize: 50 })
    await at.store.dispatch(at.e.restartInstance.initiate('VZ0'))
    at.wire.answer(path, () => json({}, 503), times)
    await at.wait(16_000)
    return at.counting(/get/)
  }

  test('is asked every 2 s again once it was answered after failures', async () => {
    const at = virtual({ instances: instances(3), restartMs: 120_000 })
    const count = await restartAndFail(at, /get/, 3)
    await at.wait(12_000)
    expect(count()).toBeGreaterThanOrEqual(5)
  })

  test('is forgiven its failures when the network is back', async () => {
    const at = virtual({ instances: instances(3), restartMs: 120_000 })
    const count = await restartAndFail(at, /get|list/, Number.POSITIVE_INFINITY)
    at.online.set(false)
    await at.wait(100)
    at.online.set(true)
    await at.wait(2_500)
    expect(count()).toBeGreaterThanOrEqual(1)
  })
})

describe('isStale', () => {
  test('is said a second time of a badge on a live list', async () => {
    const at = virtual()
    await showList(at, { pageSize: 50 })
    at.watch('VZ0')
    const stale = () => hubOf(at).read('VZ0').isStale
    const hold = async () => {
      at.wire.answer(/session/, () => json({}, 503, { 'Retry-After': '100' }))
      const asked = at.e.getSessionStatus.initiate('VZ0', { forceRefetch: true, subscribe: false })
      await at.store.dispatch(asked)
      await at.wait(90_000)
    }
    await at.wait(1_000)
    await hold()
    expect(stale()).toBe(true)
    await at.wait(60_000)
    expect(stale()).toBe(false)
    await hold()
    expect(stale()).toBe(true)
  })
})

describe('an interval that is a function of what is known', () => {
  test('is asked again when what is known changes by something else than a poll', async () => {
    const at = virtual()
    at.watch('VZ0', { pollingInterval: ({ data }) => (data?.connected ? 60_000 : 5_000) })
    await at.wait(10_000)
    at.gateway.dropConnection('VZ0')
    at.store.dispatch(
      at.vzaps.util.tellRows([{ type: 'Instance', id: 'VZ0', fields: { connected: false } }]),
    )
    const count = at.counting()
    await at.wait(21_000)
    expect(count()).toBeGreaterThanOrEqual(3)
  })
})

describe('an interval that is a function of a list', () => {
  test('is asked again when a row of that changes by something else than a poll', async () => {
    const at = virtual()
    type Page = { readonly data?: { readonly content: readonly { readonly connected: boolean }[] } }
    await showList(
      at,
      { pageSize: 50 },
      {
        pollingInterval: ({ data }: Page) =>
          data?.content.every(({ connected }) => connected) ? 60_000 : 5_000,
      },
    )
    await at.wait(10_000)
    at.gateway.dropConnection('VZ0')
    at.store.dispatch(
      at.vzaps.util.tellRows([{ type: 'Instance', id: 'VZ0', fields: { connected: false } }]),
    )
    const count = at.counting(/list/)
    await at.wait(21_000)
    expect(count()).toBeGreaterThanOrEqual(3)
  })
})

describe('an instance that is soon due', () => {
  test('comes along, whoever came and went in the same turn', async () => {
    const at = virtual({ instances: instances(20) })
    // A look at the account: on which page each one is.
    for (const { id } of instances(8)) at.watch(id)
    await at.wait(100)
    await at.wait(10_000)
    const before = at.counting()
    const gone = instances(20)
      .slice(9, 19)
      .map(({ id }) => at.watch(id))
    at.watch('VZ8')
    for (const { stop } of gone) stop()
    await at.wait(50)
    // As without those that came and went: all nine on one page, and not again at 15 s.
    await at.wait(7_000)
    expect(before()).toBe(1)
  })
})

describe('an instance in transition that was not confirmed for long, on a live list alone', () => {
  test('is not stale to who watches it after the list confirmed it', async () => {
    const at = virtual({ instances: instances(3), restartMs: 5_000 })
    await showList(at, { pageSize: 50 })
    await at.store.dispatch(at.e.restartInstance.initiate('VZ0'))
    at.online.set(false)
    await at.wait(120_000)
    at.online.set(true)
    await at.wait(31_000)
    const hub = hubOf(at)
    const stop = hub.watch('VZ0', { options: () => ({}), notify: () => {} })
    await at.wait(1)
    const confirmed = Date.now() - (hub.confirmedAt('VZ0') ?? 0)
    expect(confirmed).toBeLessThan(16_000)
    expect(hub.read('VZ0').isStale).toBe(false)
    stop()
  })

  test('leaves nothing in the memory of what is stale', async () => {
    const at = virtual({ instances: instances(3), restartMs: 5_000 })
    const leave = await showList(at, { pageSize: 50 })
    await at.store.dispatch(at.e.restartInstance.initiate('VZ0'))
    at.online.set(false)
    await at.wait(120_000)
    leave()
    await at.wait(61_000)
    expect([...(hubOf(at).inside()?.state.stale ?? [])]).toEqual([])
  })
})

describe('the hub', () => {
  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'an instance called %s is watched, changes, and goes',
    async (id) => {
      const at = virtual({ instances: [{ id, connected: true }, ...instances(2)] })
      const { last, stop } = at.watch(id)
      await at.wait(1_000)
      expect(last()).toMatchObject({ connected: true })
      at.gateway.dropConnection(id)
      await at.wait(15_000)
      expect(last()).toMatchObject({ connected: false })
      at.gateway.instances.remove(id)
      await at.wait(15_000)
      expect(hubOf(at).isOver(id)).toBe(true)
      stop()
      await at.wait(61_000)
      expect(vi.getTimerCount()).toBe(0)
    },
  )

  test('an empty id ends by itself, and disturbs nobody', async () => {
    const at = virtual()
    hubOf(at).watch('', { options: () => ({}), notify: () => {} })
    const { last } = at.watch('VZ0')
    at.watch('VZ1')
    await at.wait(1_000)
    at.gateway.dropConnection('VZ0')
    await at.wait(15_000)
    expect(last()).toMatchObject({ connected: false })
  })

  test('a serializeQueryArgs of the app, given after the store has polled', async () => {
    const at = virtual({ instances: instances(12) }, { maxPageSize: 4 })
    const watched = instances(12).map(({ id }) => ({ id, ...at.watch(id) }))
    await at.wait(20_000)
    at.vzaps.enhanceEndpoints({
      endpoints: {
        listInstances: {
          serializeQueryArgs: ({ queryArgs }: { queryArgs: unknown }) =>
            `mine:${JSON.stringify(queryArgs ?? null)}`,
        },
      },
    } as never)
    for (const { id } of watched) at.gateway.dropConnection(id)
    await at.wait(20_000)
    expect(watched.filter(({ last }) => last()?.connected !== false)).toHaveLength(0)
  })

  test('one key for all pages of lists: everything is told all the same', async () => {
    const at = virtual({ instances: instances(12) }, { maxPageSize: 4 })
    at.vzaps.enhanceEndpoints({
      endpoints: { listInstances: { serializeQueryArgs: () => 'all' } },
    } as never)
    const watched = instances(12).map(({ id }) => ({ id, ...at.watch(id) }))
    await at.wait(20_000)
    for (const { id } of watched) at.gateway.dropConnection(id)
    const count = at.counting()
    await at.wait(15_000)
    expect(watched.filter(({ last }) => last()?.connected !== false)).toHaveLength(0)
    expect(count()).toBeLessThanOrEqual(4)
  })

  test('two stores of one api poll by themselves', async () => {
    const at = virtual()
    const { createTestStore } = await import('vzaps-rtk/mock')
    const other = createTestStore({ gateway: at.gateway, vzaps: at.vzaps as never })
    const { status } = at.vzaps.connect(other.store as never)
    const told: unknown[] = []
    const sub = status.watch('VZ0', { pollingInterval: 5_000 }).subscribe((one) => told.push(one))
    const one = at.watch('VZ0', { pollingInterval: 60_000 })
    await at.wait(1_000)
    at.gateway.dropConnection('VZ0')
    await at.wait(6_000)
    expect(told.at(-1)).toMatchObject({ connected: false })
    expect(one.last()).toMatchObject({ connected: true })
    sub.unsubscribe()
  })

  test('resetApiState: watched things are read anew, and held again', async () => {
    const at = virtual()
    await showList(at, { pageSize: 50 })
    const { last } = at.watch('VZ0', { pollingInterval: 5_000 })
    await at.wait(20_000)
    at.store.dispatch(at.vzaps.util.resetApiState())
    await at.wait(1_000)
    at.gateway.dropConnection('VZ0')
    await at.wait(16_000)
    expect(last()).toMatchObject({ connected: false })
    await at.wait(300_000)
    expect(at.status.get('VZ0')).toMatchObject({ connected: false })
  })

  test('an id on two lists follows the quicker one, and the other when that goes', async () => {
    const at = virtual()
    const leave = await showList(at, { pageSize: 50 }, { pollingInterval: 5_000 })
    await showList(at, { pageSize: 2 }, { pollingInterval: 30_000 })
    const first = at.e.listInstances.select({ pageSize: 2 })(at.store.getState() as never).data
    const id = first?.content[0]?.id ?? ''
    at.watch(id)
    await at.wait(1_000)
    const alone = at.counting(/get/)
    await at.wait(30_000)
    expect(alone()).toBe(0)
    leave()
    const count = at.counting(/get|list/)
    await at.wait(45_000)
    // By itself: its own interval is shorter than that of the list that is left.
    expect(count()).toBeGreaterThanOrEqual(3)
  })

  test('a row that leaves its live list is asked by itself', async () => {
    const at = virtual({ instances: instances(3) })
    await showList(at, { pageSize: 2 })
    const { content = [] } =
      at.e.listInstances.select({ pageSize: 2 })(at.store.getState() as never).data ?? {}
    const id = content[1]?.id ?? ''
    const { last } = at.watch(id)
    await at.wait(1_000)
    await at.store.dispatch(at.e.createInstance.initiate({ name: 'AAA' }))
    await at.wait(16_000)
    at.gateway.dropConnection(id)
    await at.wait(16_000)
    expect(last()).toMatchObject({ connected: false })
  })
})
