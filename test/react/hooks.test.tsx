// @vitest-environment jsdom
import { skipToken } from '@reduxjs/toolkit/query'
import { act, cleanup } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createMockGateway } from 'vzaps-rtk/mock'
import { renderWithVZaps } from 'vzaps-rtk/mock/react'
import type { VZapsApi } from 'vzaps-rtk/react'
import { createVZapsApi } from 'vzaps-rtk/react'

const wait = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 2, 3, 4, 5) })
})

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

describe('useAuthState', () => {
  const Who = ({ vzaps }: { vzaps: VZapsApi }) => <p>{vzaps.useAuthState().status}</p>

  test('renders each step of signing in and out', async () => {
    const gateway = createMockGateway({ now: () => Date.now(), faults: { latencyMs: 100 } })
    const vzaps = createVZapsApi({ platform: { fetch: gateway.fetch } })
    const { getByText } = renderWithVZaps(<Who vzaps={vzaps} />, { gateway, vzaps })
    getByText('signed-out')
    const auth = { ...gateway.credentials, dangerouslyAllowBrowser: true }
    let signedIn = Promise.resolve()
    act(() => {
      signedIn = vzaps.auth.signIn(auth)
    })
    getByText('signing-in')
    await wait(200)
    await signedIn
    getByText('signed-in')
    act(() => vzaps.auth.signOut())
    getByText('signed-out')
    const refused = vzaps.auth.signIn({ ...auth, clientSecret: 'not the secret' })
    const failure = expect(refused).rejects.toMatchObject({ kind: 'auth', reason: 'credentials' })
    await wait(200)
    await failure
    getByText('failed')
  })
})

describe('useInstanceToken', () => {
  const Token = ({ vzaps, id }: { vzaps: VZapsApi; id: string }) => (
    <p>{vzaps.useInstanceToken(id) ?? 'unknown'}</p>
  )

  test('renders a token as soon as it is learned, set or forgotten', async () => {
    const gateway = createMockGateway({ now: () => Date.now(), instances: 1 })
    const row = gateway.instances.list()[0]
    const id = row?.id ?? ''
    const { vzaps, store, getByText } = renderWithVZaps(
      (api: VZapsApi) => <Token vzaps={api} id={id} />,
      { gateway },
    )
    getByText('unknown')
    const list = vzaps.endpoints.listInstances.initiate(undefined, { subscribe: false })
    const listed = store.dispatch(list)
    await wait(50)
    await listed
    getByText(row?.token ?? '')
    act(() => vzaps.tokens.set(id, 'set-by-hand'))
    getByText('set-by-hand')
    act(() => vzaps.tokens.forget(id))
    getByText('unknown')
    act(() => vzaps.auth.signOut())
    getByText('unknown')
  })
})

describe('useGetSessionQrQuery', () => {
  const Qr = ({ vzaps, id }: { vzaps: VZapsApi; id: string }) => {
    const { data } = vzaps.useGetSessionQrQuery(id)
    vzaps.endpoints.getSessionQr.useQuery(id)
    vzaps.endpoints.getSessionQr.useQuerySubscription(id)
    const { data: row } = vzaps.useGetInstanceQuery(id)
    return <p>{`${row?.name} ${data?.qrCode?.slice(0, 10)}`}</p>
  }

  test('does not ask again on focus, when the api is set to do so elsewhere', async () => {
    const gateway = createMockGateway({ now: () => Date.now(), instances: [{ name: 'Sales' }] })
    const vzaps = createVZapsApi({
      auth: { ...gateway.credentials, dangerouslyAllowBrowser: true },
      refetchOnFocus: true,
      refetchOnReconnect: true,
      platform: { fetch: gateway.fetch },
    })
    const id = gateway.instances.list()[0]?.id ?? ''
    const { getByText } = renderWithVZaps(<Qr vzaps={vzaps} id={id} />, { gateway, vzaps })
    const asked = (end: string) => gateway.requests.filter(({ path }) => path.endsWith(end)).length
    await wait(100)
    getByText('Sales data:image')
    act(() => void window.dispatchEvent(new Event('focus')))
    await wait(100)
    act(() => void window.dispatchEvent(new Event('online')))
    await wait(100)
    expect(asked('/session/qr')).toBe(1)
    expect(asked('/instances/get')).toBeGreaterThan(1)
  })
})

describe('generated hooks', () => {
  test('a mounted list reloads for the next account, and shows why while nobody is signed in', async () => {
    const gateway = createMockGateway({ now: () => Date.now(), instances: 2 })
    const vzaps = createVZapsApi({ platform: { fetch: gateway.fetch } })
    const List = () => {
      const { data, error } = vzaps.useListInstancesQuery()
      return <p>{error && 'kind' in error ? error.kind : `${data?.total} rows`}</p>
    }
    const { getByText } = renderWithVZaps(<List />, { gateway, vzaps })
    await wait(50)
    getByText('auth')
    const signedIn = vzaps.auth.signIn({ ...gateway.credentials, dangerouslyAllowBrowser: true })
    await wait(50)
    await signedIn
    await wait(50)
    getByText('2 rows')
    act(() => vzaps.auth.signOut())
    await wait(50)
    getByText('auth')
  })

  test('skipToken asks nothing', async () => {
    const gateway = createMockGateway({ now: () => Date.now() })
    const Nothing = ({ vzaps }: { vzaps: VZapsApi }) => {
      vzaps.useLiveInstances(skipToken)
      vzaps.useGetInstanceQuery(skipToken)
      return null
    }
    renderWithVZaps((vzaps: VZapsApi) => <Nothing vzaps={vzaps} />, { gateway })
    await wait(60_000)
    expect(gateway.requests).toHaveLength(0)
  })
})
