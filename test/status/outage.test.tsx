// @vitest-environment jsdom
import { act, cleanup } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createMockGateway } from 'vzaps-rtk/mock'
import { renderWithVZaps } from 'vzaps-rtk/mock/react'
import type { VZapsApi } from 'vzaps-rtk/react'
import { createVZapsApi } from 'vzaps-rtk/react'
import '../support/polls.tsx'

const wait = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))

const Status = ({ vzaps, id }: { vzaps: VZapsApi; id: string }) => {
  const { data, error } = vzaps.useInstanceStatus(id)
  return <output>{`${data?.connected} ${error ? 'failed' : 'fine'}`}</output>
}

const List = ({ vzaps }: { vzaps: VZapsApi }) => {
  const { data, error } = vzaps.useLiveInstances()
  return <output>{`${data?.content[0]?.connected} ${error ? 'failed' : 'fine'}`}</output>
}

/** An app whose backend mints JWTs that live for 70 s, of which 10 are used; while it is down, or refuses, none. */
const setUp = (ui: (vzaps: VZapsApi, id: string) => React.ReactElement) => {
  const gateway = createMockGateway({
    now: () => Date.now(),
    instances: [{ name: 'Sales', connected: true }],
  })
  const backend = { isDown: false }
  const vzaps = createVZapsApi({
    auth: {
      getToken: () => {
        if (backend.isDown) throw new Error('the token endpoint answered 503')
        return { accessToken: gateway.tokens.issue(70_000), expiresIn: 70 }
      },
    },
    platform: { fetch: gateway.fetch },
  })
  const id = gateway.instances.list()[0]?.id ?? ''
  const { getByRole } = renderWithVZaps(ui(vzaps, id), { gateway, vzaps })
  return { gateway, backend, id, shown: () => getByRole('status').textContent }
}

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 2, 3, 4, 5) })
})

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

describe.each([
  ['useInstanceStatus', (vzaps: VZapsApi, id: string) => <Status vzaps={vzaps} id={id} />],
  ['useLiveInstances', (vzaps: VZapsApi) => <List vzaps={vzaps} />],
])('%s', (_name, ui) => {
  test('goes on asking through an outage of the backend that mints JWTs, and recovers by itself', async () => {
    const { gateway, backend, id, shown } = setUp(ui)
    await wait(1_000)
    expect(shown()).toBe('true fine')
    backend.isDown = true
    // Longer than all tries of a read take.
    await wait(60_000)
    expect(shown()).toBe('true failed')
    gateway.dropConnection(id)
    backend.isDown = false
    await wait(60_000)
    expect(shown()).toBe('false fine')
  })

  test('stops when the JWT that there is was refused', async () => {
    const { gateway, shown } = setUp(ui)
    await wait(1_000)
    gateway.faults.set({ status: 401 })
    await wait(60_000)
    expect(shown()).toBe('true failed')
    const asked = gateway.requests.length
    await wait(120_000)
    expect(gateway.requests.length).toBe(asked)
  })
})
