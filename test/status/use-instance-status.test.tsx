// @vitest-environment jsdom
import { skipToken } from '@reduxjs/toolkit/query'
import { act, cleanup } from '@testing-library/react'
import { StrictMode } from 'react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createMockGateway } from 'vzaps-rtk/mock'
import { renderWithVZaps } from 'vzaps-rtk/mock/react'
import type { InstanceStatusResult, VZapsApi } from 'vzaps-rtk/react'
import { createVZapsApi } from 'vzaps-rtk/react'
import '../support/polls.tsx'

const advanceTimers = (ms: number) => vi.advanceTimersByTimeAsync(ms)

const fakeSignal = (initial: boolean) => {
  const listeners = new Set<() => void>()
  let value = initial
  return {
    get: () => value,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    set: (next: boolean) => {
      value = next
      for (const listener of listeners) listener()
    },
  }
}

const setUp = (render: (vzaps: VZapsApi, id: string) => React.ReactElement) => {
  const gateway = createMockGateway({
    now: () => Date.now(),
    instances: [{ name: 'Sales', connected: true }],
  })
  const online = fakeSignal(true)
  const vzaps = createVZapsApi({
    auth: { ...gateway.credentials, dangerouslyAllowBrowser: true },
    retry: false,
    platform: { fetch: gateway.fetch, online },
  })
  const id = gateway.instances.list()[0]?.id ?? ''
  const screen = renderWithVZaps(render(vzaps, id), { gateway, vzaps, advanceTimers })
  const asked = () => gateway.requests.filter(({ path }) => path === '/instances/get').length
  // The gateway's clock is the faked one, so only the timers move.
  const wait = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))
  return { ...screen, gateway, vzaps, id, asked, wait, online }
}

/** Shows the status and keeps each result that was rendered. */
const probe = (seen: InstanceStatusResult[] = []) => {
  const Probe = ({ vzaps, id }: { vzaps: VZapsApi; id: string | typeof skipToken }) => {
    const result = vzaps.useInstanceStatus(id)
    seen.push(result)
    return <output>{String(result.data?.connected)}</output>
  }
  return { Probe, seen, last: () => seen.at(-1) }
}

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 2, 3, 4, 5) })
})

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

describe('useInstanceStatus', () => {
  test('answers the status, when it was first seen as it is, and what brought it', async () => {
    const { Probe, seen, last } = probe()
    const { wait } = setUp((vzaps, id) => <Probe vzaps={vzaps} id={id} />)
    expect(seen[0]).toMatchObject({ data: undefined, isLoading: true, pending: null })
    await wait(1_000)
    expect(last()).toMatchObject({
      data: { status: 'connected', connected: true, source: 'poll' },
      isLoading: false,
      isStale: false,
      error: undefined,
    })
    expect(last()?.data?.changedAt).toBeGreaterThanOrEqual(Date.UTC(2026, 0, 2, 3, 4, 5))
  })

  test('asks once an interval, whatever the number of components on the id', async () => {
    const { Probe } = probe()
    const { wait, asked } = setUp((vzaps, id) => (
      <>
        {[1, 2, 3, 4, 5].map((key) => (
          <Probe key={key} vzaps={vzaps} id={id} />
        ))}
      </>
    ))
    await wait(1_000)
    expect(asked()).toBe(1)
    await wait(30_000)
    expect(asked()).toBe(3)
  })

  test('asks once in StrictMode too, and not at all after it is gone', async () => {
    const { Probe } = probe()
    const { wait, asked, unmount } = setUp((vzaps, id) => (
      <StrictMode>
        <Probe vzaps={vzaps} id={id} />
      </StrictMode>
    ))
    await wait(16_000)
    expect(asked()).toBe(2)
    unmount()
    await wait(60_000)
    expect(asked()).toBe(2)
  })

  test('does not render when a poll confirms what is known', async () => {
    const { Probe, seen } = probe()
    const { wait, asked } = setUp((vzaps, id) => <Probe vzaps={vzaps} id={id} />)
    await wait(1_000)
    const rendered = seen.length
    await wait(60_000)
    expect(asked()).toBeGreaterThan(3)
    expect(seen).toHaveLength(rendered)
  })

  test('asks nothing for skipToken', async () => {
    const { Probe, last } = probe()
    const { wait, gateway } = setUp((vzaps) => <Probe vzaps={vzaps} id={skipToken} />)
    await wait(60_000)
    expect(gateway.requests).toHaveLength(0)
    expect(last()).toMatchObject({ data: undefined, isLoading: false, error: undefined })
  })

  test('asks every 2 s after a restart, until the instance is connected again', async () => {
    const { Probe, last } = probe()
    const { wait, asked, store, vzaps, id } = setUp((api, row) => <Probe vzaps={api} id={row} />)
    await wait(1_000)
    await act(() => store.dispatch(vzaps.endpoints.restartInstance.initiate(id)))
    await wait(100)
    expect(last()?.data).toMatchObject({ connected: false })
    const before = asked()
    await wait(4_000)
    expect(asked() - before).toBe(2)
    expect(last()?.data).toMatchObject({ connected: true })
    const settled = asked()
    await wait(14_000)
    expect(asked() - settled).toBeLessThanOrEqual(1)
  })

  test('a detail that did not see the instance arrive is told at once', async () => {
    const Detail = ({ vzaps, id }: { vzaps: VZapsApi; id: string }) => {
      vzaps.useInstanceStatus(id, { pollingInterval: 0 })
      vzaps.useLiveInstances()
      return <output>{String(vzaps.useGetInstanceQuery(id).data?.connected)}</output>
    }
    const { wait, getByRole, store, vzaps, id } = setUp((api, row) => (
      <Detail vzaps={api} id={row} />
    ))
    await wait(1_000)
    await act(() => store.dispatch(vzaps.endpoints.restartInstance.initiate(id)))
    await wait(100)
    expect(getByRole('status').textContent).toBe('false')
    await wait(4_500)
    expect(getByRole('status').textContent).toBe('true')
  })

  test('asks every 2 s while a QR code is shown, for 30 s, and slows down then', async () => {
    const { Probe } = probe()
    const { wait, asked, store, vzaps, id, gateway } = setUp((api, row) => (
      <Probe vzaps={api} id={row} />
    ))
    gateway.instances.patch(id, { connected: false })
    await wait(1_000)
    await act(() => store.dispatch(vzaps.endpoints.getSessionQr.initiate(id, { subscribe: false })))
    const before = asked()
    await wait(10_000)
    expect(asked() - before).toBe(5)
    await wait(52_000)
    const after = asked()
    await wait(14_000)
    expect(asked() - after).toBeLessThanOrEqual(1)
  })

  test.each([
    ['a 404', 404],
    ['a 403', 403],
  ])('stops asking after %s, and keeps what was known', async (_name, status) => {
    const { Probe, last } = probe()
    const { wait, asked, gateway } = setUp((vzaps, id) => <Probe vzaps={vzaps} id={id} />)
    await wait(1_000)
    gateway.faults.set({ status })
    await wait(15_000)
    expect(last()).toMatchObject({ isError: true, error: { status }, data: { connected: true } })
    const before = asked()
    await wait(120_000)
    expect(asked()).toBe(before)
    expect(last()).toMatchObject({ isStale: true })
  })

  test('is stale once three polls are missed, goes on asking, and recovers', async () => {
    const { Probe, last } = probe()
    const { wait, gateway } = setUp((vzaps, id) => <Probe vzaps={vzaps} id={id} />)
    await wait(1_000)
    gateway.faults.set({ status: 500 })
    await wait(15_000)
    expect(last()).toMatchObject({ isStale: false, error: { kind: 'http', status: 500 } })
    await wait(30_000)
    expect(last()).toMatchObject({ isStale: true, isSuccess: false })
    gateway.faults.reset()
    await wait(60_000)
    expect(last()).toMatchObject({ isStale: false, error: undefined, data: { connected: true } })
  })

  test('stops when signed out, and starts again for the next account', async () => {
    const { Probe, last } = probe()
    const { wait, asked, vzaps, gateway } = setUp((api, id) => <Probe vzaps={api} id={id} />)
    await wait(1_000)
    act(() => vzaps.auth.signOut())
    await wait(60_000)
    expect(asked()).toBe(1)
    expect(last()).toMatchObject({ data: undefined, error: { kind: 'auth', reason: 'signed-out' } })
    await act(() => vzaps.auth.signIn({ ...gateway.credentials, dangerouslyAllowBrowser: true }))
    await wait(1_000)
    expect(last()).toMatchObject({ data: { connected: true }, error: undefined })
    await wait(15_000)
    expect(asked()).toBe(3)
  })

  test('asks nothing while offline, says that it is stale, and asks at once on return', async () => {
    const { Probe, last } = probe()
    const { wait, asked, online } = setUp((vzaps, id) => <Probe vzaps={vzaps} id={id} />)
    await wait(1_000)
    act(() => {
      online.set(false)
      window.dispatchEvent(new Event('offline'))
    })
    await wait(60_000)
    expect(asked()).toBe(1)
    expect(last()).toMatchObject({ isStale: true, data: { connected: true } })
    act(() => {
      online.set(true)
      window.dispatchEvent(new Event('online'))
    })
    await wait(100)
    expect(asked()).toBe(2)
    expect(last()?.isStale).toBe(false)
  })

  test('asks nothing while the page is hidden, and at once when it is looked at again', async () => {
    const { Probe } = probe()
    const { wait, asked } = setUp((vzaps, id) => <Probe vzaps={vzaps} id={id} />)
    await wait(1_000)
    const visibility = vi.spyOn(document, 'visibilityState', 'get')
    visibility.mockReturnValue('hidden')
    act(() => void window.dispatchEvent(new Event('visibilitychange')))
    await wait(60_000)
    expect(asked()).toBe(1)
    visibility.mockReturnValue('visible')
    act(() => void window.dispatchEvent(new Event('visibilitychange')))
    await wait(100)
    expect(asked()).toBe(2)
    visibility.mockRestore()
  })

  test('tells what a mutation answered, and that it was one', async () => {
    const { Probe, last } = probe()
    const { wait, store, vzaps, id, gateway } = setUp((api, row) => <Probe vzaps={api} id={row} />)
    await wait(1_000)
    gateway.instances.patch(id, { billing_status: 'ACTIVE' })
    gateway.faults.failNext({ kind: 'offline' }, { path: '/instances/get' })
    const update = vzaps.endpoints.updateInstance.initiate({
      instanceId: id,
      data: { name: 'New' },
    })
    await act(() => store.dispatch(update))
    await wait(10)
    expect(last()?.data).toMatchObject({ source: 'mutation', billingStatus: 'ACTIVE' })
  })

  test('takes the newer of row and session status for "connected"', async () => {
    const { Probe, last } = probe()
    const { wait, store, vzaps, id, gateway } = setUp((api, row) => <Probe vzaps={api} id={row} />)
    await wait(1_000)
    gateway.dropConnection(id)
    await act(() => store.dispatch(vzaps.endpoints.getSessionStatus.initiate(id)))
    expect(last()?.data).toMatchObject({ connected: false, source: 'poll' })
  })

  test('renders what selectFromResult selects', async () => {
    let renders = 0
    const Connected = ({ vzaps, id }: { vzaps: VZapsApi; id: string }) => {
      const { connected } = vzaps.useInstanceStatus(id, {
        selectFromResult: ({ data }) => ({ connected: data?.connected ?? false }),
      })
      renders += 1
      return <output>{connected ? 'yes' : 'no'}</output>
    }
    const { wait, getByRole, gateway, id } = setUp((vzaps, row) => (
      <Connected vzaps={vzaps} id={row} />
    ))
    await wait(1_000)
    expect(getByRole('status').textContent).toBe('yes')
    const before = renders
    for (const billing_status of ['ACTIVE', 'TRIALING', 'ACTIVE']) {
      gateway.instances.patch(id, { billing_status })
      await wait(15_000)
    }
    expect(renders).toBe(before)
    gateway.dropConnection(id)
    await wait(15_000)
    expect(getByRole('status').textContent).toBe('no')
    expect(renders).toBe(before + 1)
  })

  test('refetch does nothing while the hook is skipped', async () => {
    const { Probe, last } = probe()
    const { wait, gateway } = setUp((vzaps) => <Probe vzaps={vzaps} id={skipToken} />)
    act(() => last()?.refetch())
    await wait(1_000)
    expect(gateway.requests).toEqual([])
  })

  test('refetch asks now', async () => {
    const { Probe, last } = probe()
    const { wait, asked } = setUp((vzaps, id) => <Probe vzaps={vzaps} id={id} />)
    await wait(1_000)
    act(() => last()?.refetch())
    await wait(10)
    expect(asked()).toBe(2)
  })

  test('says what is missing when the store runs without the middleware', async () => {
    const { createStoreWithout } = await import('../support/without-middleware.ts')
    const gateway = createMockGateway()
    const vzaps = createVZapsApi({ platform: { fetch: gateway.fetch } })
    expect(() => vzaps.connect(createStoreWithout(vzaps))).toThrow(
      expect.objectContaining({ kind: 'config', message: expect.stringContaining('middleware') }),
    )
  })
})
