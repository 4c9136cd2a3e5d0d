// @vitest-environment jsdom
import type { Middleware, Reducer } from '@reduxjs/toolkit'
import { combineSlices, configureStore } from '@reduxjs/toolkit'
import { cleanup, render, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { Component } from 'react'
import { Provider } from 'react-redux'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createMockGateway } from 'vzaps-rtk/mock'
import type { VZapsApi } from 'vzaps-rtk/react'
import { createVZapsApi } from 'vzaps-rtk/react'
import { allowConsole } from '../support/console.ts'

/** Keeps what its children throw. */
class Boundary extends Component<{ caught: unknown[]; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }
  static getDerivedStateFromError = () => ({ failed: true })
  override componentDidCatch(error: unknown) {
    this.props.caught.push(error)
  }
  override render() {
    return this.state.failed ? null : this.props.children
  }
}

const create = () => {
  const gateway = createMockGateway({ instances: [{ id: 'VZONE', name: 'Sales' }] })
  const vzaps = createVZapsApi({
    auth: { ...gateway.credentials, dangerouslyAllowBrowser: true },
    retry: false,
    platform: { fetch: gateway.fetch },
  })
  return { gateway, vzaps }
}

const other = (state = 0) => state

const hooks: Record<string, (vzaps: VZapsApi) => string> = {
  useInstanceStatus: (vzaps) => String(vzaps.useInstanceStatus('VZONE').data?.connected),
  useLiveInstances: (vzaps) => String(vzaps.useLiveInstances().data?.content[0]?.connected),
}

const Show = ({ vzaps, use }: { vzaps: VZapsApi; use: (vzaps: VZapsApi) => string }) => (
  <output>{use(vzaps)}</output>
)

afterEach(cleanup)

describe.each(Object.entries(hooks))('%s', (_name, use) => {
  test.each<[string, (reducer: Reducer) => Record<string, Reducer>]>([
    ['without the reducer', () => ({})],
    ['with the reducer in another place', (reducer) => ({ api: reducer })],
  ])('in a store %s says so, and asks nothing for ever', async (_how, reducer) => {
    const { gateway, vzaps } = create()
    // React's own words about what was thrown, and RTK Query's.
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const caught: unknown[] = []
    const store = configureStore({
      reducer: { other, ...reducer(vzaps.reducer) },
      middleware: (getDefault) => getDefault().prepend(vzaps.middleware as Middleware),
    })
    render(
      <Provider store={store}>
        <Boundary caught={caught}>
          <Show vzaps={vzaps} use={use} />
        </Boundary>
      </Provider>,
    )
    expect(caught[0]).toMatchObject({ kind: 'config', field: 'reducerPath' })
    expect(gateway.requests).toEqual([])
    vi.restoreAllMocks()
    vzaps.dispose()
  })

  test('takes a reducer that was injected when it is mounted', async () => {
    // RTK Query's own word, as the hook renders before there is a slice.
    allowConsole('error', /No data found at `state.vzaps`/)
    const { vzaps } = create()
    const reducer = combineSlices({ other }).withLazyLoadedSlices<Record<string, unknown>>()
    const store = configureStore({
      reducer,
      middleware: (getDefault) => getDefault().prepend(vzaps.middleware as Middleware),
    })
    reducer.inject({ reducerPath: 'vzaps', reducer: vzaps.reducer as Reducer })
    render(
      <Provider store={store}>
        <Show vzaps={vzaps} use={use} />
      </Provider>,
    )
    expect(await screen.findByText('false')).toBeTruthy()
    vzaps.dispose()
  })
})

test('a watch outside React fails with what is wrong', () => {
  const { gateway, vzaps } = create()
  const store = configureStore({
    reducer: { other },
    middleware: (getDefault) => getDefault().prepend(vzaps.middleware as Middleware),
  })
  const errors: unknown[] = []
  const watch = vzaps.connect(store).status.watch('VZONE')
  watch.subscribe({ error: (error) => errors.push(error) })
  expect(errors).toMatchObject([{ kind: 'config', field: 'reducerPath' }])
  expect(gateway.requests).toEqual([])
  vzaps.dispose()
})
