// @vitest-environment jsdom
import { skipToken } from '@reduxjs/toolkit/query'
import { act, cleanup } from '@testing-library/react'
import { StrictMode, useState } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { Provider } from 'react-redux'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createMockGateway, createTestStore } from 'vzaps-rtk/mock'
import { renderWithVZaps } from 'vzaps-rtk/mock/react'
import type { InstanceStatusResult, VZapsApi } from 'vzaps-rtk/react'
import { createVZapsApi } from 'vzaps-rtk/react'
import { instances } from './support/virtual.ts'
import '../support/polls.tsx'

const wait = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))

const createApi = (gateway: ReturnType<typeof createMockGateway>) =>
  createVZapsApi({
    auth: { ...gateway.credentials, dangerouslyAllowBrowser: true },
    retry: false,
    platform: { fetch: gateway.fetch, random: () => 0 },
  })

const setUp = (ui: (vzaps: VZapsApi) => React.ReactElement, count = 3) => {
  const gateway = createMockGateway({ now: () => Date.now(), instances: instances(count) })
  const vzaps = createApi(gateway)
  const screen = renderWithVZaps(ui(vzaps), { gateway, vzaps })
  const asked = (path: string) => gateway.requests.filter((one) => one.path.includes(path)).length
  return { ...screen, gateway, vzaps, asked }
}

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 2, 3, 4, 5) })
})

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

describe('many hooks', () => {
  test('of which one changes evaluate one selection', async () => {
    let selections = 0
    let renders = 0
    const Badge = ({ vzaps, id }: { vzaps: VZapsApi; id: string }) => {
      const connected = vzaps.useInstanceStatus(id, {
        selectFromResult: ({ data }) => {
          selections += 1
          return data?.connected
        },
      })
      renders += 1
      return <i>{String(connected)}</i>
    }
    const { gateway } = setUp(
      (vzaps) => (
        <>
          {instances(200).map(({ id }) => (
            <Badge key={id} vzaps={vzaps} id={id} />
          ))}
        </>
      ),
      200,
    )
    await wait(2_000)
    const before = { selections, renders }
    gateway.dropConnection('VZ7')
    await wait(15_000)
    expect(renders - before.renders).toBe(1)
    expect(selections - before.selections).toBeLessThanOrEqual(2)
  })

  test('on the rows of a live list cost nothing more than the list', async () => {
    const Badge = ({ vzaps, id }: { vzaps: VZapsApi; id: string }) => (
      <i>{String(vzaps.useInstanceStatus(id).data?.connected)}</i>
    )
    const List = ({ vzaps }: { vzaps: VZapsApi }) =>
      vzaps
        .useLiveInstances({ pageSize: 100 })
        .data?.content.map(({ id }) => <Badge key={id} vzaps={vzaps} id={id} />)
    const { asked, gateway, container } = setUp((vzaps) => <List vzaps={vzaps} />, 60)
    await wait(60_100)
    expect([asked('list'), asked('get')]).toEqual([5, 0])
    gateway.dropConnection('VZ3')
    await wait(15_000)
    expect(container.textContent).toContain('false')
  })

  test('keep what they show when the list that told of them goes', async () => {
    const List = ({ vzaps }: { vzaps: VZapsApi }) => <p>{vzaps.useLiveInstances().data?.total}</p>
    const Page = ({ vzaps }: { vzaps: VZapsApi }) => {
      const [isOpen, setIsOpen] = useState(true)
      const { data } = vzaps.useInstanceStatus('VZ0')
      return (
        <button type="button" onClick={() => setIsOpen(false)}>
          {String(data?.connected)}
          {isOpen && <List vzaps={vzaps} />}
        </button>
      )
    }
    const gateway = createMockGateway({ now: () => Date.now(), instances: instances(3) })
    const vzaps = createVZapsApi({
      auth: { ...gateway.credentials, dangerouslyAllowBrowser: true },
      keepUnusedDataFor: 0,
      platform: { fetch: gateway.fetch },
    })
    const { getByRole } = renderWithVZaps(<Page vzaps={vzaps} />, { gateway, vzaps })
    await wait(1_000)
    act(() => getByRole('button').click())
    await wait(5_000)
    expect(getByRole('button').textContent).toBe('true')
    const before = gateway.requests.length
    await wait(60_000)
    expect(gateway.requests.length - before).toBeGreaterThanOrEqual(4)
  })
})

describe('a selection', () => {
  test('that makes new objects costs renders, and no more', async () => {
    let renders = 0
    const Odd = ({ vzaps }: { vzaps: VZapsApi }) => {
      const { inner } = vzaps.useInstanceStatus('VZ0', {
        selectFromResult: ({ data }) => ({ inner: { of: data } }),
      })
      const { rows } = vzaps.useLiveInstances(undefined, {
        selectFromResult: ({ data }) => ({ rows: [...(data?.content ?? [])] }),
      })
      renders += 1
      return (
        <p>
          {String(inner.of?.connected)} {rows.length}
        </p>
      )
    }
    const { container } = setUp((vzaps) => <Odd vzaps={vzaps} />)
    await wait(60_000)
    expect(container.textContent).toBe('true 3')
    expect(renders).toBeLessThan(30)
  })

  test('of a live list gives what it selects, and refetch', async () => {
    let renders = 0
    const Total = ({ vzaps }: { vzaps: VZapsApi }) => {
      const { total, refetch } = vzaps.useLiveInstances(
        {},
        { selectFromResult: ({ data }) => ({ total: data?.total }) },
      )
      renders += 1
      return (
        <button type="button" onClick={() => refetch()}>
          {total}
        </button>
      )
    }
    const { getByRole, gateway, asked } = setUp((vzaps) => <Total vzaps={vzaps} />)
    await wait(1_000)
    expect(getByRole('button').textContent).toBe('3')
    const before = renders
    gateway.dropConnection('VZ0')
    await wait(15_000)
    expect(renders).toBe(before)
    const lists = asked('list')
    act(() => getByRole('button').click())
    await wait(10)
    expect(asked('list')).toBe(lists + 1)
  })
})

describe('options', () => {
  const seen: InstanceStatusResult[] = []
  const Probe = ({
    vzaps,
    ...options
  }: {
    vzaps: VZapsApi
    skip?: boolean
    pollingInterval?: number | (() => number)
  }) => {
    const result = vzaps.useInstanceStatus('VZ0', options)
    seen.push(result)
    return <p>{String(result.data?.connected)}</p>
  }

  test('skip asks nothing and shows nothing, until it does not', async () => {
    const { asked, vzaps, rerender } = setUp((api) => <Probe vzaps={api} skip />)
    await wait(60_000)
    expect(asked('get')).toBe(0)
    expect(seen.at(-1)).toMatchObject({ isUninitialized: true, isLoading: false, data: undefined })
    rerender(<Probe vzaps={vzaps} skip={false} />)
    expect(seen.at(-1)).toMatchObject({ isUninitialized: false, isLoading: true, isFetching: true })
    await wait(100)
    expect(seen.at(-1)).toMatchObject({ isSuccess: true, isError: false, isFetching: false })
  })

  test('pollingInterval may change while it is mounted', async () => {
    const { asked, vzaps, rerender } = setUp((api) => (
      <Probe vzaps={api} pollingInterval={60_000} />
    ))
    await wait(1_000)
    rerender(<Probe vzaps={vzaps} pollingInterval={1_000} />)
    const before = asked('get')
    await wait(10_000)
    expect(asked('get') - before).toBeGreaterThanOrEqual(9)
    rerender(<Probe vzaps={vzaps} pollingInterval={0} />)
    await wait(1)
    const after = asked('get')
    await wait(60_000)
    expect(asked('get')).toBe(after)
  })

  test('pollingInterval may become a function while it is mounted, which is asked before each poll', async () => {
    let intervalMs = 2_000
    const { asked, vzaps, rerender } = setUp((api) => <Probe vzaps={api} />)
    await wait(1_000)
    rerender(<Probe vzaps={vzaps} pollingInterval={() => intervalMs} />)
    let before = asked('get')
    await wait(10_000)
    expect(asked('get') - before).toBeGreaterThanOrEqual(4)
    intervalMs = 60_000
    await wait(2_000)
    before = asked('get')
    await wait(50_000)
    expect(asked('get')).toBe(before)
  })

  test('a poll is never isFetching, refetch is', async () => {
    const { gateway } = setUp((api) => <Probe vzaps={api} />)
    await wait(1_000)
    seen.length = 0
    for (let i = 0; i < 3; i++) {
      gateway.instances.patch('VZ0', { status: `word ${i}` })
      await wait(15_000)
    }
    expect(seen.some(({ isFetching }) => isFetching)).toBe(false)
    act(() => seen.at(-1)?.refetch())
    expect(seen.at(-1)?.isFetching).toBe(true)
    await wait(100)
    expect(seen.at(-1)?.isFetching).toBe(false)
  })

  test('a live list that cannot be polled says so, with its data', async () => {
    const shown: { isError: boolean; isFetching: boolean; rows: number | undefined }[] = []
    const List = ({ vzaps }: { vzaps: VZapsApi }) => {
      const { data, isError, isFetching } = vzaps.useLiveInstances()
      shown.push({ isError, isFetching, rows: data?.content.length })
      return null
    }
    const { gateway } = setUp((vzaps) => <List vzaps={vzaps} />)
    await wait(1_000)
    shown.length = 0
    gateway.faults.set({ status: 503 })
    await wait(15_000)
    expect(shown.at(-1)).toEqual({ isError: true, isFetching: false, rows: 3 })
    gateway.faults.reset()
    await wait(30_000)
    expect(shown.at(-1)).toEqual({ isError: false, isFetching: false, rows: 3 })
    expect(shown.some(({ isFetching }) => isFetching)).toBe(false)
  })
})

describe('useInstanceStatusFreshness', () => {
  test('renders with each poll that confirms, and polls nothing itself', async () => {
    const times: (number | undefined)[] = []
    const Fresh = ({ vzaps, id }: { vzaps: VZapsApi; id: string | typeof skipToken }) => {
      times.push(vzaps.useInstanceStatusFreshness(id).confirmedAt)
      return null
    }
    const Badge = ({ vzaps }: { vzaps: VZapsApi }) => {
      vzaps.useInstanceStatus('VZ0')
      return null
    }
    const { vzaps, rerender, asked } = setUp((api) => <Fresh vzaps={api} id="VZ0" />)
    await wait(60_000)
    expect(asked('get')).toBe(0)
    rerender(
      <>
        <Fresh vzaps={vzaps} id="VZ0" />
        <Fresh vzaps={vzaps} id={skipToken} />
        <Badge vzaps={vzaps} />
      </>,
    )
    const start = Date.now()
    times.length = 0
    // One after the other: React 18 would render once for all that happens within one act().
    for (const ms of [500, 15_000, 15_000]) await wait(ms)
    expect(times).toEqual([start, start + 15_000, start + 30_000])
  })
})

describe('StrictMode', () => {
  test('asks once, and leaves nothing', async () => {
    const Page = ({ vzaps }: { vzaps: VZapsApi }) => {
      vzaps.useInstanceStatus('VZ0')
      vzaps.useInstanceStatusFreshness('VZ0')
      return <p>{vzaps.useLiveInstances({ search: 'Row' }).data?.total}</p>
    }
    const { asked, unmount } = setUp((vzaps) => (
      <StrictMode>
        <Page vzaps={vzaps} />
      </StrictMode>
    ))
    await wait(1_000)
    expect([asked('list'), asked('get')]).toEqual([1, 1])
    unmount()
    await wait(61_000)
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('a page rendered on a server', () => {
  const Page = ({ vzaps }: { vzaps: VZapsApi }) => {
    const { data, isStale, isLoading } = vzaps.useInstanceStatus('VZ1')
    const { confirmedAt } = vzaps.useInstanceStatusFreshness('VZ1')
    const list = vzaps.useLiveInstances()
    return (
      <main>
        {JSON.stringify({ data, isStale, isLoading, confirmedAt })}
        {list.data?.content.map(({ id, connected }) => (
          <p key={id}>{String(connected)}</p>
        ))}
      </main>
    )
  }

  test('of what nobody has asked for yet says that it is loading, as any hook of RTK Query', () => {
    const gateway = createMockGateway({ now: () => Date.now(), instances: instances(3) })
    const server = createTestStore({ gateway, vzaps: createApi(gateway) })
    const seen: unknown[] = []
    const Look = () => {
      const { data, isLoading, isFetching, isUninitialized } = server.vzaps.useLiveInstances()
      seen.push({ data, isLoading, isFetching, isUninitialized })
      return null
    }
    renderToString(
      <Provider store={server.store}>
        <Look />
      </Provider>,
    )
    expect(seen).toEqual([
      { data: undefined, isLoading: true, isFetching: true, isUninitialized: false },
    ])
  })

  test('shows its badges at once, polls nothing, and hydrates without a mismatch', async () => {
    const gateway = createMockGateway({ now: () => Date.now(), instances: instances(3) })
    const server = createTestStore({ gateway, vzaps: createApi(gateway) })
    await server.store.dispatch(server.vzaps.endpoints.listInstances.initiate()).unwrap()
    const before = gateway.requests.length
    const html = renderToString(
      <Provider store={server.store}>
        <Page vzaps={server.vzaps} />
      </Provider>,
    )
    await wait(60_000)
    expect(gateway.requests.length).toBe(before)
    expect(html).toContain('&quot;connected&quot;:true')

    const preloadedState = JSON.parse(JSON.stringify(server.store.getState()))
    const client = createTestStore({ gateway, vzaps: createApi(gateway), preloadedState })
    const container = document.createElement('div')
    container.innerHTML = html
    const errors: unknown[] = []
    const root = await act(async () =>
      hydrateRoot(
        container,
        <Provider store={client.store} serverState={preloadedState}>
          <Page vzaps={client.vzaps} />
        </Provider>,
        { onRecoverableError: (error) => errors.push(error) },
      ),
    )
    expect(errors).toEqual([])
    expect(container.textContent).toContain('"connected":true')
    gateway.dropConnection('VZ1')
    await wait(15_000)
    expect(container.textContent).toContain('"connected":false')
    act(() => root.unmount())
  })
})
