// @vitest-environment jsdom
import type { Middleware, Reducer } from '@reduxjs/toolkit'
import { configureStore } from '@reduxjs/toolkit'
import { skipToken } from '@reduxjs/toolkit/query'
import { act, cleanup, render } from '@testing-library/react'
import type { ReactElement } from 'react'
import { StrictMode, useState } from 'react'
import { Provider } from 'react-redux'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Fault, FaultMatch, MockGatewayOptions } from 'vzaps-rtk/mock'
import { createMockGateway } from 'vzaps-rtk/mock'
import { renderWithVZaps } from 'vzaps-rtk/mock/react'
import type { InstancePairing, PairingMethod, VZapsApi } from 'vzaps-rtk/react'
import { createVZapsApi } from 'vzaps-rtk/react'

const start = Date.UTC(2026, 0, 2, 3, 4, 5)
const qr: PairingMethod = { method: 'qr' }
const phone = '5511999999999'
const code: PairingMethod = { method: 'code', phone }

/** A page that a test hides and shows. */
const createSight = () => {
  const listeners = new Set<() => void>()
  let isVisible = true
  return {
    get: () => isVisible,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    set: (next: boolean) => {
      isVisible = next
      for (const listener of [...listeners]) listener()
    },
    count: () => listeners.size,
  }
}

beforeEach(() => {
  vi.useFakeTimers({ now: start })
})

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

interface Options extends MockGatewayOptions {
  readonly render?: (pairing: (props: Partial<Props>) => ReactElement) => ReactElement
  readonly now?: () => number
}

interface Props {
  readonly id: string | typeof skipToken
  readonly options: PairingMethod
}

const open = async (options: PairingMethod, { render, now, ...more }: Options = {}) => {
  const gateway = createMockGateway({
    now: () => Date.now(),
    instances: [
      { id: 'VZONE', name: 'Sales' },
      { id: 'VZTWO', name: 'Support' },
    ],
    ...more,
  })
  const visible = createSight()
  const vzaps = createVZapsApi({
    auth: { ...gateway.credentials, dangerouslyAllowBrowser: true },
    retry: false,
    platform: { fetch: gateway.fetch, visible, ...(now && { now }) },
  })
  const seen: InstancePairing[] = []
  const Pair = ({ id, options }: Props) => {
    const pairing = vzaps.useInstancePairing(id, { ...options })
    seen.push(pairing)
    return <p>{pairing.status}</p>
  }
  const element = (props: Partial<Props>) => <Pair id="VZONE" options={options} {...props} />
  const at = renderWithVZaps(render ? render(element) : element({}), { gateway, vzaps })
  const wait = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))
  const last = () => seen.at(-1) as InstancePairing
  const asked = (what: 'qr' | 'status' | 'paircode') =>
    gateway.requests.filter(({ path }) => path.includes(`/session/${what}`))
  await wait(0)
  return {
    ...at,
    gateway,
    vzaps,
    visible,
    seen,
    wait,
    last,
    asked,
    /** Of any kind, a token's too. */
    count: () => gateway.requests.length,
    status: () => last().status,
    statuses: () => [...new Set(seen.map(({ status }) => status))],
    shown: () => {
      const pairing = last()
      return pairing.status === 'qr'
        ? pairing.qrCode
        : pairing.status === 'code'
          ? pairing.linkingCode
          : undefined
    },
    set: (isVisible: boolean) => act(async () => visible.set(isVisible)),
    restart: () => act(async () => last().restart()),
  }
}

describe('useInstancePairing by QR code', () => {
  test('prepares, and shows the code with its end', async () => {
    const at = await open(qr, { faults: { latencyMs: 100 } })
    expect(at.statuses()).toEqual(['preparing'])
    await at.wait(300)
    expect(at.last()).toMatchObject({
      status: 'qr',
      qrCode: expect.stringMatching(/^data:image\/png;base64,/),
    })
    const { expiresAt } = at.last() as { expiresAt: number }
    expect(expiresAt - Date.now()).toBeGreaterThan(19_000)
    expect(expiresAt - Date.now()).toBeLessThanOrEqual(20_000)
    expect(at.asked('qr')).toHaveLength(1)
  })

  test.each([0, 100, 600])(
    'always shows the code of the moment, at %d ms latency',
    async (latencyMs) => {
      const at = await open(qr, { faults: { latencyMs } })
      await at.wait(3 * latencyMs)
      const codes = new Map<string, number>()
      for (let second = 2; second < 118; second += 2) {
        await at.wait(2_000)
        const pairing = at.last()
        if (pairing.status !== 'qr') throw new Error(`${pairing.status} after ${second} s`)
        expect(pairing.expiresAt).toBeGreaterThan(Date.now() - latencyMs)
        codes.set(pairing.qrCode, (codes.get(pairing.qrCode) ?? 0) + 1)
      }
      // The gateway takes a new one every 20 s.
      expect(codes.size).toBe(6)
      expect(Math.max(...codes.values())).toBeLessThanOrEqual(11)
    },
  )

  test('has the next code within a look also when somebody else began to pair', async () => {
    const at = await open(qr, { render: () => <p /> })
    const { vzaps, store } = at
    const ask = vzaps.endpoints.getSessionQr.initiate('VZONE', { subscribe: false })
    await act(() => store.dispatch(ask as never))
    await at.wait(13_000)
    const codes: (string | undefined)[] = []
    const Code = () => {
      const pairing = vzaps.useInstancePairing('VZONE', qr)
      if (pairing.status === 'qr') codes.push(pairing.qrCode)
      return null
    }
    at.rerender(<Code />)
    // The gateway takes another code from the 20th second on.
    await at.wait(6_900)
    expect(new Set(codes).size).toBe(1)
    await at.wait(3_100)
    expect(new Set(codes).size).toBe(2)
  })

  test('renders when something changed, not with each look', async () => {
    const at = await open(qr)
    await at.wait(1_000)
    const before = at.seen.length
    await at.wait(17_000)
    expect(at.asked('qr').length).toBeGreaterThan(3)
    expect(at.seen).toHaveLength(before)
    await at.wait(4_000)
    expect(at.seen).toHaveLength(before + 1)
  })

  test('is connected when the phone scanned, and asks nothing more', async () => {
    const at = await open(qr)
    await at.wait(5_000)
    at.gateway.scanQr('VZONE')
    await at.wait(3_000)
    expect(at.last()).toEqual({ status: 'connected', restart: expect.any(Function) })
    await at.wait(1_000)
    const before = at.count()
    await at.wait(600_000)
    expect(at.count()).toBe(before)
  })

  test('is connected at once when a phone is there already, without ever showing a code', async () => {
    const at = await open(qr, { instances: [{ id: 'VZONE', connected: true }] })
    await at.wait(500)
    expect(at.statuses()).toEqual(['preparing', 'connected'])
  })

  test('prepares while the session neither has a code nor a phone', async () => {
    const at = await open(qr, {
      instances: [{ id: 'VZONE', connected: true }],
      restartMs: 10_000,
    })
    await at.wait(100)
    at.unmount()
    const { vzaps, store } = at
    await act(() => store.dispatch(vzaps.endpoints.restartInstance.initiate('VZONE') as never))
    const again = renderWithVZaps(<Status vzaps={vzaps} />, { gateway: at.gateway, vzaps })
    await at.wait(6_000)
    again.getByText('preparing')
    await at.wait(6_000)
    again.getByText('connected')
  })

  test('ends after two minutes without a scan, and asks nothing more', async () => {
    const at = await open(qr)
    await at.wait(119_900)
    expect(at.status()).toBe('qr')
    await at.wait(100)
    expect(at.last()).toEqual({ status: 'expired', restart: expect.any(Function) })
    const before = at.count()
    expect(at.asked('qr').length).toBeLessThan(60)
    await at.wait(3_600_000)
    expect(at.count()).toBe(before)
    expect(vi.getTimerCount()).toBeLessThanOrEqual(2)
  })

  test('ends after two minutes also while an answer is missing', async () => {
    const at = await open(qr)
    await at.wait(110_000)
    at.gateway.faults.set({ stall: true })
    await at.wait(10_000)
    expect(at.status()).toBe('expired')
    at.gateway.faults.reset()
    await at.wait(60_000)
    expect(at.status()).toBe('expired')
  })

  test('takes a code away that is stale, when the next one does not come', async () => {
    const at = await open(qr)
    await at.wait(1_000)
    at.gateway.faults.set({ stall: true })
    await at.wait(18_000)
    expect(at.status()).toBe('qr')
    await at.wait(5_000)
    expect(at.status()).toBe('preparing')
    await at.wait(12_000)
    expect(at.last()).toMatchObject({ status: 'failed', error: { kind: 'timeout' } })
  })

  test.each<[string, Fault, FaultMatch, object]>([
    ['the code cannot be had', { kind: 'status', status: 500 }, { path: /qr$/ }, { status: 500 }],
    ['the network is gone', { kind: 'offline' }, {}, { kind: 'network' }],
    ['it was refused', { kind: 'status', status: 403 }, { path: /qr$/ }, { reason: 'forbidden' }],
    ['it was too much', { kind: 'status', status: 429 }, { path: /qr$/ }, { kind: 'rate-limit' }],
    ['it cannot be read', { kind: 'invalidJson' }, { path: /qr$/ }, { kind: 'parse' }],
  ])('fails when %s, and asks nothing more', async (_what, fault, match, error) => {
    const at = await open(qr)
    await at.wait(4_000)
    at.gateway.faults.failNext(fault, match)
    await at.wait(3_000)
    expect(at.last()).toMatchObject({ status: 'failed', error })
    const before = at.count()
    await at.wait(600_000)
    expect(at.count()).toBe(before)
  })

  test('fails when nobody is signed in, and works after that', async () => {
    const at = await open(qr)
    await at.wait(4_000)
    act(() => at.vzaps.auth.signOut())
    await at.wait(3_000)
    expect(at.last()).toMatchObject({ status: 'failed', error: { reason: 'signed-out' } })
    await act(() =>
      at.vzaps.auth.signIn({ ...at.gateway.credentials, dangerouslyAllowBrowser: true }),
    )
    await at.restart()
    await at.wait(100)
    expect(at.status()).toBe('qr')
  })

  test('shows a connected phone in every list, too', async () => {
    const List = ({ vzaps }: { vzaps: VZapsApi }) => {
      const { data } = vzaps.useListInstancesQuery()
      return <output>{String(data?.content.find(({ id }) => id === 'VZONE')?.connected)}</output>
    }
    const at = await open(code)
    at.rerender(
      <>
        <List vzaps={at.vzaps} />
        <Status vzaps={at.vzaps} options={code} />
      </>,
    )
    await at.wait(45_000)
    expect(at.getByRole('status').textContent).toBe('false')
    at.gateway.scanQr('VZONE')
    await at.wait(4_000)
    expect(at.getByRole('status').textContent).toBe('true')
  })
})

const Status = ({ vzaps, options = qr }: { vzaps: VZapsApi; options?: PairingMethod }) => (
  <p>{vzaps.useInstancePairing('VZONE', options).status}</p>
)

describe('useInstancePairing by a code to type', () => {
  test('shows a code, and keeps it while it is good', async () => {
    const at = await open(code)
    await at.wait(100)
    expect(at.last()).toMatchObject({
      status: 'code',
      linkingCode: expect.stringMatching(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/),
      expiresAt: start + 60_000,
    })
    await at.wait(50_000)
    expect(at.asked('paircode')).toHaveLength(1)
    expect(at.asked('qr')).toHaveLength(0)
  })

  test('gets the next code before the old one is stale, and never pairs by what has ended', async () => {
    const at = await open(code)
    for (let second = 2; second < 119; second += 2) {
      await at.wait(2_000)
      const pairing = at.last()
      if (pairing.status !== 'code') throw new Error(`${pairing.status} after ${second} s`)
      expect(pairing.expiresAt).toBeGreaterThan(Date.now())
      // A code that ended took its pairing with it.
      expect(at.gateway.instances.get('VZONE')?.status).toBe('pairing')
    }
    expect(at.asked('paircode').length).toBeLessThanOrEqual(3)
    await at.wait(2_000)
    expect(at.status()).toBe('expired')
    const before = at.count()
    await at.wait(600_000)
    expect(at.count()).toBe(before)
  })

  test('is connected when the code was typed', async () => {
    const at = await open(code)
    await at.wait(20_000)
    at.gateway.scanQr('VZONE')
    await at.wait(3_000)
    expect(at.status()).toBe('connected')
    await at.wait(1_000)
    const before = at.count()
    await at.wait(600_000)
    expect(at.count()).toBe(before)
  })

  test('is connected at once when a phone is there already, and asks for no code', async () => {
    const at = await open(code, { instances: [{ id: 'VZONE', connected: true }] })
    await at.wait(500)
    expect(at.statuses()).toEqual(['preparing', 'connected'])
    expect(at.asked('paircode')).toHaveLength(0)
  })

  test.each(['', '+55 11 99999-9999', 'abc', undefined, null, 5511999999999])(
    'fails for the phone %j before anything is sent',
    async (bad) => {
      const at = await open({ method: 'code', phone: bad as string })
      await at.wait(500)
      expect(at.last()).toMatchObject({
        status: 'failed',
        error: { kind: 'validation', field: 'phone' },
      })
      expect(at.count()).toBe(0)
    },
  )

  test.each([{}, { method: 'sms' }, undefined, null])(
    'fails for the method %j before anything is sent',
    async (bad) => {
      const at = await open(bad as unknown as PairingMethod)
      await at.wait(500)
      expect(at.last()).toMatchObject({
        status: 'failed',
        error: { kind: 'validation', field: 'method' },
      })
      expect(at.count()).toBe(0)
    },
  )

  test('fails when the code is refused', async () => {
    const at = await open(code, { instances: [{ id: 'VZONE', billing_status: 'EXPIRED' }] })
    await at.wait(500)
    expect(at.last()).toMatchObject({ status: 'failed', error: { kind: 'http', status: 409 } })
  })
})

describe('useInstancePairing begins once', () => {
  test('in StrictMode, which mounts twice', async () => {
    const at = await open(qr, { render: (pair) => <StrictMode>{pair({})}</StrictMode> })
    await at.wait(100)
    expect(at.status()).toBe('qr')
    expect(at.asked('qr')).toHaveLength(1)
    await at.wait(2_800)
    expect(at.asked('qr')).toHaveLength(1)
    expect(at.visible.count()).toBe(1)
  })

  test('for two components that pair one instance, which show the same', async () => {
    const at = await open(qr, {
      render: (pair) => (
        <>
          {pair({})}
          {pair({})}
        </>
      ),
    })
    await at.wait(100)
    expect(at.getAllByText('qr')).toHaveLength(2)
    expect(at.asked('qr')).toHaveLength(1)
    await at.restart()
    await at.wait(0)
    expect(at.seen.at(-1)).toBe(at.seen.at(-2))
    await at.wait(10_000)
    expect(at.asked('qr').length).toBeLessThanOrEqual(5)
  })

  test('for each instance and each way', async () => {
    const at = await open(qr, {
      render: (pair) => (
        <>
          {pair({})}
          {pair({ id: 'VZTWO' })}
          {pair({ options: code })}
        </>
      ),
    })
    await at.wait(100)
    expect(at.asked('qr').map(({ path }) => path.split('/')[2])).toEqual(['VZONE', 'VZTWO'])
    expect(at.asked('paircode')).toHaveLength(1)
  })

  test('and ends with the last component, in the middle of a request too', async () => {
    const at = await open(code, { faults: { latencyMs: 400 } })
    await at.wait(500)
    expect(at.asked('status')).toHaveLength(1)
    at.unmount()
    const before = at.count()
    await at.wait(600_000)
    expect(at.count()).toBe(before)
    expect(at.visible.count()).toBe(0)
  })

  test('and anew when it is mounted again', async () => {
    const Twice = ({ pair }: { pair: () => ReactElement }) => {
      const [isOpen, setOpen] = useState(true)
      return (
        <>
          <button type="button" onClick={() => setOpen(!isOpen)}>
            Toggle
          </button>
          {isOpen && pair()}
        </>
      )
    }
    const at = await open(qr, { render: (pair) => <Twice pair={() => pair({})} /> })
    await at.wait(121_000)
    at.getByText('expired')
    act(() => at.getByText('Toggle').click())
    await at.wait(1_000)
    act(() => at.getByText('Toggle').click())
    at.getByText('preparing')
    await at.wait(100)
    at.getByText('qr')
    await at.wait(119_000)
    at.getByText('qr')
  })

  test('when the instance changes, for that one, and the old one is asked for no more', async () => {
    const at = await open(qr)
    await at.wait(1_000)
    const { vzaps } = at
    const Other = () => <p>{vzaps.useInstancePairing('VZTWO', qr).status}</p>
    at.rerender(<Other />)
    await at.wait(10_000)
    const ids = at.asked('qr').map(({ path }) => path.split('/')[2])
    expect(ids.filter((id) => id === 'VZONE')).toHaveLength(1)
    expect(ids.filter((id) => id === 'VZTWO').length).toBeGreaterThan(2)
  })

  test('and not at all for skipToken', async () => {
    const at = await open(qr, { render: (pair) => pair({ id: skipToken }) })
    await at.wait(60_000)
    await at.restart()
    await at.wait(60_000)
    expect([at.statuses(), at.count()]).toEqual([['preparing'], 0])
  })
})

describe('useInstancePairing in a hidden page', () => {
  test('asks nothing, and at once when the page is back', async () => {
    const at = await open(qr)
    await at.wait(5_000)
    await at.set(false)
    await at.wait(100)
    const before = at.count()
    await at.wait(600_000)
    expect([at.count(), at.status()]).toEqual([before, 'qr'])
    await at.set(true)
    // What it shows is long stale.
    expect(at.seen.at(-2)?.status).toBe('preparing')
    await at.wait(0)
    expect(at.count()).toBe(before + 1)
    expect(at.status()).toBe('qr')
  })

  test('has two minutes of being seen', async () => {
    const at = await open(qr)
    for (let i = 0; i < 3; i++) {
      await at.wait(30_000)
      await at.set(false)
      await at.wait(50_000)
      expect(at.status()).toBe('qr')
      await at.set(true)
    }
    await at.wait(29_500)
    expect(at.status()).toBe('qr')
    await at.wait(500)
    expect(at.status()).toBe('expired')
    await at.set(false)
    await at.set(true)
    await at.wait(60_000)
    expect(at.status()).toBe('expired')
  })

  test('sees first whether the code was typed meanwhile', async () => {
    const at = await open(code)
    await at.wait(1_000)
    await at.set(false)
    await at.wait(30_000)
    at.gateway.scanQr('VZONE')
    await at.wait(300_000)
    await at.set(true)
    await at.wait(100)
    expect(at.status()).toBe('connected')
    expect(at.asked('paircode')).toHaveLength(1)
  })

  test('that is hidden from the start waits', async () => {
    const at = await open(qr, { render: () => <p>nothing</p> })
    await at.set(false)
    at.rerender(<Status vzaps={at.vzaps} />)
    await at.wait(600_000)
    at.getByText('preparing')
    expect(at.count()).toBe(0)
    await at.set(true)
    await at.wait(100)
    at.getByText('qr')
  })

  test('that is hidden during a request takes its answer, and asks no more', async () => {
    const at = await open(qr, { faults: { latencyMs: 1_000 } })
    await at.wait(2_500)
    await at.set(false)
    await at.wait(5_000)
    expect(at.status()).toBe('qr')
    const before = at.count()
    await at.wait(60_000)
    expect(at.count()).toBe(before)
  })

  test('that comes back during a request does not ask twice', async () => {
    const at = await open(qr, { faults: { latencyMs: 2_000 } })
    await at.wait(2_500)
    expect(at.asked('qr')).toHaveLength(1)
    await at.set(false)
    await at.set(true)
    await at.set(true)
    await at.wait(1_000)
    expect(at.asked('qr')).toHaveLength(1)
    await at.wait(3_000)
    expect(at.status()).toBe('qr')
  })
})

describe('restart', () => {
  test.each<[string, (at: Awaited<ReturnType<typeof open>>) => Promise<unknown>]>([
    ['expired', (at) => at.wait(120_000)],
    [
      'failed',
      async (at) => {
        at.gateway.faults.failNext({ kind: 'offline' })
        await at.wait(3_000)
      },
    ],
    ['qr', (at) => at.wait(1_000)],
  ])('begins anew from %s, with two minutes', async (status, reach) => {
    const at = await open(qr)
    await at.wait(100)
    await reach(at)
    expect(at.status()).toBe(status)
    const before = at.seen.length
    await at.restart()
    await at.wait(0)
    expect(at.seen[before]?.status).toBe('preparing')
    expect(at.status()).toBe('qr')
    await at.wait(119_000)
    expect(at.status()).toBe('qr')
    await at.wait(1_000)
    expect(at.status()).toBe('expired')
  })

  test('from connected says so again, or shows a code when the phone is gone', async () => {
    const at = await open(qr, { instances: [{ id: 'VZONE', connected: true }] })
    await at.wait(500)
    await at.restart()
    await at.wait(0)
    expect(at.status()).toBe('connected')
    const { vzaps, store } = at
    await act(() => store.dispatch(vzaps.endpoints.disconnectSession.initiate('VZONE') as never))
    await at.restart()
    await at.wait(0)
    expect(at.status()).toBe('qr')
  })

  test('does nothing while it is preparing, however often it is called', async () => {
    const at = await open(qr, { faults: { latencyMs: 1_000 } })
    for (let i = 0; i < 20; i++) await at.restart()
    await at.wait(2_500)
    expect(at.asked('qr')).toHaveLength(1)
  })

  test('does nothing after its component is gone', async () => {
    const at = await open(qr)
    await at.wait(121_000)
    const { restart } = at.last()
    at.unmount()
    await at.wait(0)
    const before = at.count()
    restart()
    await at.wait(60_000)
    expect(at.count()).toBe(before)
  })
})

describe('a clock that the user sets meanwhile', () => {
  test.each([-3_600_000, -5_000, 5_000, 3_600_000])(
    'by %d ms neither lengthens nor stops a pairing',
    async (shift) => {
      let offset = 0
      const at = await open(qr, { now: () => Date.now() + offset })
      await at.wait(10_000)
      offset = shift
      for (let second = 14; second < 119; second += 4) {
        await at.wait(4_000)
        expect(['qr', 'preparing']).toContain(at.status())
      }
      expect(at.asked('qr').length).toBeGreaterThan(30)
      expect(at.asked('qr').length).toBeLessThan(130)
      await at.wait(2_000)
      expect(at.status()).toBe('expired')
    },
  )

  test.each([-3_600_000, 3_600_000])(
    'by %d ms does not keep an old code to type',
    async (shift) => {
      let offset = 0
      const at = await open(code, { now: () => Date.now() + offset })
      await at.wait(10_000)
      offset = shift
      await at.wait(100_000)
      expect(at.status()).toBe('code')
      expect(at.asked('paircode').length).toBeGreaterThanOrEqual(2)
      expect(at.asked('paircode').length).toBeLessThanOrEqual(4)
    },
  )
})

test('no code is left in the state when its pairing is over', async () => {
  const at = await open(qr)
  await at.wait(121_000)
  at.unmount()
  await at.wait(1_000)
  expect(JSON.stringify(at.store.getState())).not.toContain('data:image')
})

describe('in a store that was set up wrongly', () => {
  const gateway = createMockGateway({ instances: [{ id: 'VZONE' }] })
  const auth = { ...gateway.credentials, dangerouslyAllowBrowser: true }

  test.each([
    ['without the reducer', 'middleware', /state\.vzaps is not the api's/],
    ['without the middleware', 'reducer', /middleware/i],
  ] as const)('%s it fails, and says so', async (_what, mounted, message) => {
    // RTK Query warns of the middleware too, where it can.
    vi.spyOn(console, 'error').mockImplementation(() => {})
    for (const options of [qr, code]) {
      const vzaps = createVZapsApi({ auth, platform: { fetch: gateway.fetch } })
      const reducer: Record<string, Reducer> =
        mounted === 'reducer' ? { vzaps: vzaps.reducer } : { other: () => null }
      const store = configureStore({
        reducer,
        middleware: (getDefault) =>
          getDefault().prepend(mounted === 'middleware' ? [vzaps.middleware as Middleware] : []),
      })
      let last: InstancePairing | undefined
      const Pair = () => {
        last = vzaps.useInstancePairing('VZONE', options)
        return null
      }
      render(
        <Provider store={store}>
          <Pair />
        </Provider>,
      )
      await act(() => vi.advanceTimersByTimeAsync(1_000))
      expect(last).toMatchObject({ status: 'failed', error: { kind: 'config' } })
      expect(last).toHaveProperty('error.message', expect.stringMatching(message))
    }
    vi.restoreAllMocks()
  })
})
