// @vitest-environment jsdom
import { act, cleanup } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createMockGateway } from 'vzaps-rtk/mock'
import { renderWithVZaps } from 'vzaps-rtk/mock/react'
import type { VZapsApi } from 'vzaps-rtk/react'
import '../support/polls.tsx'

const wait = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 2, 3, 4, 5) })
})

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const Live = ({ vzaps, intervalMs }: { vzaps: VZapsApi; intervalMs?: number }) => {
  const { data } = vzaps.useLiveInstances(
    { pageSize: 50 },
    intervalMs === undefined ? {} : { pollingInterval: intervalMs },
  )
  return (
    <ul>
      {data?.content.map(({ id, name, connected }) => (
        <li key={id}>{`${name}: ${connected ? 'connected' : 'not connected'}`}</li>
      ))}
    </ul>
  )
}

const Plain = ({ vzaps }: { vzaps: VZapsApi }) => (
  <p>{vzaps.useListInstancesQuery({ pageSize: 50 }).data?.total}</p>
)

const setUp = (ui: (vzaps: VZapsApi) => React.ReactElement) => {
  const gateway = createMockGateway({
    now: () => Date.now(),
    instances: [{ name: 'Sales', connected: true }, { name: 'Support' }],
  })
  const screen = renderWithVZaps(ui, { gateway })
  const listed = () => gateway.requests.filter(({ path }) => path === '/instances/list').length
  return { ...screen, gateway, listed }
}

describe('useLiveInstances', () => {
  test('shows what the server says, an interval later at the most', async () => {
    const { gateway, getByText } = setUp((vzaps) => <Live vzaps={vzaps} />)
    await wait(100)
    getByText('Sales: connected')
    gateway.dropConnection(gateway.instances.list().find(({ name }) => name === 'Sales')?.id ?? '')
    await wait(15_000)
    getByText('Sales: not connected')
  })

  test('costs one request an interval, however many lists are mounted', async () => {
    const { listed } = setUp((vzaps) => (
      <>
        <Live vzaps={vzaps} />
        <Live vzaps={vzaps} />
        <Plain vzaps={vzaps} />
      </>
    ))
    await wait(100)
    expect(listed()).toBe(1)
    await wait(30_000)
    expect(listed()).toBe(3)
  })

  test('asks for a row that is being restarted every 2 s, and not for the whole list', async () => {
    const { listed, store, vzaps, gateway, getByText } = setUp((api) => <Live vzaps={api} />)
    const got = () => gateway.requests.filter(({ path }) => path === '/instances/get').length
    await wait(100)
    const id = gateway.instances.list().find(({ name }) => name === 'Sales')?.id ?? ''
    await act(() => store.dispatch(vzaps.endpoints.restartInstance.initiate(id)))
    await wait(100)
    const before = { listed: listed(), got: got() }
    getByText('Sales: not connected')
    await wait(4_000)
    expect([listed() - before.listed, got() - before.got]).toEqual([0, 2])
    getByText('Sales: connected')
  })

  test('asks as often as it is told, and not at all for 0', async () => {
    const often = setUp((vzaps) => <Live vzaps={vzaps} intervalMs={5_000} />)
    await wait(100)
    await wait(15_000)
    expect(often.listed()).toBe(4)
    cleanup()
    const never = setUp((vzaps) => <Live vzaps={vzaps} intervalMs={0} />)
    await wait(60_000)
    expect(never.listed()).toBe(1)
  })

  test('a plain list polls nothing', async () => {
    const { listed } = setUp((vzaps) => <Plain vzaps={vzaps} />)
    await wait(120_000)
    expect(listed()).toBe(1)
  })

  test('stops when the right to see the list is gone', async () => {
    const { listed, gateway } = setUp((vzaps) => <Live vzaps={vzaps} />)
    await wait(100)
    gateway.faults.set({ status: 403 })
    await wait(15_000)
    const before = listed()
    await wait(120_000)
    expect(listed()).toBe(before)
  })
})
