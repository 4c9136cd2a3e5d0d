// @vitest-environment jsdom
import { act, cleanup, render } from '@testing-library/react'
import { Suspense, startTransition, use, useState } from 'react'
import { Provider } from 'react-redux'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createMockGateway, createTestStore } from 'vzaps-rtk/mock'
import type { InstanceStatusResult } from 'vzaps-rtk/react'
import { createVZapsApi } from 'vzaps-rtk/react'
import type { InnerConnection } from '../../src/store-parts.ts'
import { createWire, json } from '../support/wire.ts'
import { instances } from './support/virtual.ts'
import '../support/polls.tsx'

const wait = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))

const setUp = (count = 3) => {
  const gateway = createMockGateway({ now: () => Date.now(), instances: instances(count) })
  const wire = createWire(gateway.fetch)
  const vzaps = createVZapsApi({
    auth: { ...gateway.credentials, dangerouslyAllowBrowser: true },
    retry: false,
    platform: { fetch: wire.fetch, random: () => 0 },
  })
  const { store } = createTestStore({ gateway, vzaps })
  const asked = (path = '/instances/') =>
    gateway.requests.filter((one) => one.path.includes(path)).length
  const hub = () => (vzaps.connect(store) as unknown as InnerConnection).live.hub
  return { gateway, wire, vzaps, store, asked, hub }
}

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 2, 3, 4, 5) })
})

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

describe('a provider that is given another serverState', () => {
  test('keeps what the hooks know: an error stays while polls fail', async () => {
    const { gateway, vzaps, store, asked } = setUp()
    const seen: InstanceStatusResult[] = []
    const Badge = () => {
      const result = vzaps.useInstanceStatus('VZ0')
      seen.push(result)
      return <i>{String(result.isError)}</i>
    }
    const ui = () => (
      <Provider store={store} serverState={JSON.parse(JSON.stringify(store.getState()))}>
        <Badge />
      </Provider>
    )
    const { rerender } = render(ui())
    await wait(1_000)
    gateway.faults.set({ status: 503 })
    await wait(60_000)
    expect(seen.at(-1)).toMatchObject({ isError: true, isStale: true })
    const [before, from] = [asked(), seen.length]
    rerender(ui())
    await wait(0)
    expect(seen.slice(from).every(({ isError, isStale }) => isError && isStale)).toBe(true)
    expect(asked() - before).toBe(0)
  })

  test('does not drop a poll that is on its way', async () => {
    const { wire, vzaps, store } = setUp()
    const Badge = () => <i>{String(vzaps.useInstanceStatus('VZ0').data?.connected)}</i>
    const ui = () => (
      <Provider store={store} serverState={JSON.parse(JSON.stringify(store.getState()))}>
        <Badge />
      </Provider>
    )
    const { rerender } = render(ui())
    await wait(1_000)
    const held = wire.hold(/get/)
    await wait(15_000)
    const { request } = await held.arrived
    rerender(ui())
    await wait(0)
    expect(request.signal.aborted).toBe(false)
  })
})

describe('after a refusal', () => {
  test('refetch of one instance takes the error from a list and from other badges, once they are polled', async () => {
    const { wire, vzaps, store } = setUp(6)
    const lists: (string | undefined)[] = []
    let refetch = () => {}
    const List = () => {
      const { error, data } = vzaps.useLiveInstances({ pageSize: 2 })
      lists.push(error && 'error')
      return <i>{data?.content.length}</i>
    }
    const badges: Record<string, boolean> = {}
    const Badge = ({ id, every }: { id: string; every: number }) => {
      const result = vzaps.useInstanceStatus(id, { pollingInterval: every })
      badges[id] = result.isError
      if (id === 'VZ5') refetch = result.refetch
      return null
    }
    render(
      <Provider store={store}>
        <List />
        <Badge id="VZ4" every={15_000} />
        <Badge id="VZ5" every={5_000} />
      </Provider>,
    )
    await wait(1_000)
    wire.answer(/get/, () => json({}, 403))
    await wait(6_000)
    expect([badges, lists.at(-1)]).toEqual([{ VZ4: true, VZ5: true }, 'error'])
    act(() => refetch())
    await wait(60_000)
    expect([badges, lists.at(-1)]).toEqual([{ VZ4: false, VZ5: false }, undefined])
  })
})

describe('renders', () => {
  test('that are thrown away leave nothing: no watch, no timer', async () => {
    const { vzaps, store, asked, hub } = setUp()
    const never = new Promise<never>(() => {})
    const Thrown = ({ id }: { id: string }) => {
      vzaps.useInstanceStatus(id)
      vzaps.useLiveInstances({ pageSize: 7 })
      use(never)
      return null
    }
    const { unmount } = await act(async () =>
      render(
        <Provider store={store}>
          <Suspense fallback="...">
            <Thrown id="VZ0" />
          </Suspense>
        </Provider>,
      ),
    )
    await wait(60_000)
    expect(asked()).toBe(0)
    unmount()
    await wait(60_000)
    expect(hub().inside()?.state.ids.size ?? 0).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('in a transition that suspends do not change what the shown one polls', async () => {
    const { vzaps, store, hub } = setUp()
    let done = () => {}
    let isOpen = true
    const later = new Promise<void>((resolve) => {
      done = resolve
    })
    let go = (_id: string) => {}
    const Badge = ({ id }: { id: string }) => {
      const { data } = vzaps.useInstanceStatus(id, {
        pollingInterval: id === 'VZ1' ? 1_000 : 15_000,
      })
      if (id === 'VZ1' && isOpen) use(later)
      return <i>{`${id} ${data?.connected}`}</i>
    }
    const App = () => {
      const [id, setId] = useState('VZ0')
      go = (next) => startTransition(() => setId(next))
      return (
        <Suspense fallback="...">
          <Badge id={id} />
        </Suspense>
      )
    }
    const { container } = render(
      <Provider store={store}>
        <App />
      </Provider>,
    )
    await wait(1_000)
    await act(async () => go('VZ1'))
    await wait(10_000)
    expect(container.textContent).toBe('VZ0 true')
    expect([...(hub().inside()?.state.ids.keys() ?? [])]).toEqual(['VZ0'])
    expect(hub().inside()?.state.ids.get('VZ0')?.ownMs).toBe(15_000)
    isOpen = false
    await act(async () => done())
    await wait(2_000)
    expect(container.textContent).toBe('VZ1 true')
    expect([...(hub().inside()?.state.ids.keys() ?? [])]).toEqual(['VZ1'])
    expect(hub().inside()?.state.ids.get('VZ1')?.ownMs).toBe(1_000)
  })

  test('with an id that changes, and options that change with it', async () => {
    const { vzaps, store, hub } = setUp()
    const Badge = ({ id, every, skip }: { id: string; every: number; skip: boolean }) => (
      <i>{`${id} ${vzaps.useInstanceStatus(id, { pollingInterval: every, skip }).data?.connected}`}</i>
    )
    const ui = (id: string, every: number, skip = false) => (
      <Provider store={store}>
        <Badge id={id} every={every} skip={skip} />
        <Badge id="VZ0" every={20_000} skip={false} />
      </Provider>
    )
    const own = (id: string) => hub().inside()?.state.ids.get(id)?.ownMs
    const { rerender } = render(ui('VZ0', 5_000))
    await wait(1_000)
    expect(own('VZ0')).toBe(5_000)
    rerender(ui('VZ1', 3_000))
    await wait(1)
    expect([own('VZ0'), own('VZ1')]).toEqual([20_000, 3_000])
    rerender(ui('VZ1', 4_000, true))
    await wait(1)
    expect([own('VZ0'), own('VZ1')]).toEqual([20_000, undefined])
    rerender(ui('VZ1', 6_000))
    await wait(1)
    expect([own('VZ0'), own('VZ1')]).toEqual([20_000, 6_000])
  })

  test('with another store under the provider', async () => {
    const one = setUp()
    const other = createTestStore({ gateway: one.gateway, vzaps: one.vzaps })
    const Badge = () => <i>{String(one.vzaps.useInstanceStatus('VZ0').data?.connected)}</i>
    const { container, rerender } = render(
      <Provider store={one.store}>
        <Badge />
      </Provider>,
    )
    await wait(1_000)
    rerender(
      <Provider store={other.store}>
        <Badge />
      </Provider>,
    )
    await wait(1_000)
    expect(container.textContent).toBe('true')
    expect(one.hub().inside()?.state.ids.size).toBe(0)
    one.gateway.dropConnection('VZ0')
    await wait(15_000)
    expect(container.textContent).toBe('false')
  })
})
