// @vitest-environment jsdom
import { setupListeners } from '@reduxjs/toolkit/query'
import { act, cleanup, render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { Provider } from 'react-redux'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createMockGateway } from 'vzaps-rtk/mock'
import type { VZapsApi } from 'vzaps-rtk/react'
import { createVZapsApi } from 'vzaps-rtk/react'
import { becomeReactNative } from '../support/react-native.ts'
import { mountStore } from '../support/setup.ts'
import '../support/polls.tsx'

let becomeBrowser = () => {}

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 2, 3, 4, 5) })
})

afterEach(() => {
  becomeBrowser()
  cleanup()
  vi.useRealTimers()
})

const wait = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))

/** Mounts a component that uses a hook, on the library's own platform but for `fetch`. */
const open = async <T,>(use: (vzaps: VZapsApi) => T) => {
  let show = (_children: ReactNode) => {}
  const Screen = () => {
    const [children, setChildren] = useState<ReactNode>(null)
    show = setChildren
    return children
  }
  render(<Screen />)
  const { throwIfAborted } = AbortSignal.prototype
  becomeBrowser = becomeReactNative()

  const gateway = createMockGateway({
    now: () => Date.now(),
    instances: [{ id: 'VZONE', name: 'Sales' }],
  })
  const vzaps = createVZapsApi({
    auth: { ...gateway.credentials, dangerouslyAllowBrowser: true },
    platform: {
      // The gateway is the server here: it does not run on the phone.
      fetch: (request) => {
        Object.assign(request.signal, { throwIfAborted })
        return gateway.fetch(request)
      },
    },
  })
  const { store } = mountStore([vzaps])
  const seen: T[] = []
  const Use = () => {
    seen.push(use(vzaps))
    return null
  }
  await act(async () =>
    show(
      <Provider store={store}>
        <Use />
      </Provider>,
    ),
  )
  await wait(1_000)
  return {
    gateway,
    vzaps,
    store,
    last: () => seen.at(-1),
    close: () => act(async () => show(null)),
    count: () => gateway.requests.length,
  }
}

describe('on React Native', () => {
  test('sockets of this machine are opened, as in a browser', async () => {
    await open(() => undefined)
    const options = { baseUrl: 'http://127.0.0.1:8787' }
    expect(() =>
      createVZapsApi({ ...options, realtimeUrl: 'ws://127.0.0.1:8787' }).dispose(),
    ).not.toThrow()
    expect(() => createVZapsApi({ ...options, realtimeUrl: 'ws://10.0.0.7:8787' })).toThrow(
      /realtimeUrl must be wss/,
    )
  })

  test('there is no browser', () => {
    becomeBrowser = becomeReactNative()
    expect(typeof window.addEventListener).toBe('undefined')
    expect(typeof document).toBe('undefined')
    expect('throwIfAborted' in new AbortController().signal).toBe(true)
    expect(new AbortController().signal.throwIfAborted).toBeUndefined()
  })

  test('useInstanceStatus is live, and ends with its screen', async () => {
    const at = await open((vzaps) => vzaps.useInstanceStatus('VZONE'))
    expect(at.last()).toMatchObject({ data: { connected: false }, error: undefined })
    at.gateway.instances.patch('VZONE', { connected: true })
    await wait(15_000)
    expect(at.last()).toMatchObject({ data: { connected: true }, isStale: false })
    await at.close()
    const before = at.count()
    await wait(60_000)
    expect(at.count()).toBe(before)
  })

  test('useLiveInstances is live', async () => {
    const at = await open((vzaps) => vzaps.useLiveInstances().data?.content[0]?.name)
    expect(at.last()).toBe('Sales')
    at.gateway.instances.patch('VZONE', { name: 'Support' })
    await wait(15_000)
    expect(at.last()).toBe('Support')
    await at.close()
  })

  test('useInstancePairing pairs', async () => {
    const at = await open((vzaps) => vzaps.useInstancePairing('VZONE', { method: 'qr' }))
    expect(at.last()).toMatchObject({ status: 'qr' })
    at.gateway.scanQr('VZONE')
    await wait(3_000)
    expect(at.last()).toMatchObject({ status: 'connected' })
    await at.close()
  })

  test('the other hooks work', async () => {
    const at = await open((vzaps) => ({
      auth: vzaps.useAuthState().status,
      token: vzaps.useInstanceToken('VZONE'),
      pending: vzaps.useInstanceOperations().pending.length,
      key: vzaps.useInstanceKey()({ id: 'VZONE' }),
      name: vzaps.useGetInstanceQuery('VZONE').data?.name,
    }))
    expect(at.last()).toMatchObject({ auth: 'signed-in', pending: 0, key: 'VZONE', name: 'Sales' })
    const stop = setupListeners(at.store.dispatch)
    stop()
    act(() => at.vzaps.auth.signOut())
    expect(at.last()).toMatchObject({ auth: 'signed-out', token: undefined })
    await at.close()
  })

  test.each([
    ['has a document that tells nothing', {}],
    ['has one that tells its state, and no events', { visibilityState: 'visible' }],
  ])('an app that %s counts as visible', async (_what, polyfill) => {
    const at = await open((vzaps) => vzaps.useInstanceStatus('VZONE'))
    await at.close()
    vi.stubGlobal('document', polyfill)
    const { defaultPlatform } = await import('../../src/core/platform.ts')
    const { visible, online } = defaultPlatform()
    expect([visible.get(), online.get()]).toEqual([true, true])
    for (const signal of [visible, online]) signal.subscribe(() => {})()
  })
})
