// @vitest-environment jsdom
import { configureStore } from '@reduxjs/toolkit'
import { renderHook, waitFor } from '@testing-library/react'
import type { PropsWithChildren } from 'react'
import { Provider } from 'react-redux'
import { expect, test } from 'vitest'
import { createMockGateway } from 'vzaps-rtk/mock'
import { createVZapsApi } from 'vzaps-rtk/react'
import { createVZapsRelay } from 'vzaps-rtk/server'

test('behind a relay, useInstanceToken gives undefined, though the gateway sends tokens with its rows', async () => {
  const gateway = createMockGateway({ instances: [{ id: 'VZ1', name: 'Support' }] })
  const relay = createVZapsRelay({
    ...gateway.credentials,
    authorize: () => true,
    platform: { fetch: gateway.fetch },
  })
  const vzaps = createVZapsApi({
    baseUrl: 'https://app.test/relay',
    auth: { proxy: true },
    platform: { fetch: relay },
  })
  const store = configureStore({
    reducer: { [vzaps.reducerPath]: vzaps.reducer },
    middleware: (getDefault) => getDefault().prepend(vzaps.middleware),
  })
  const wrapper = ({ children }: PropsWithChildren) => <Provider store={store}>{children}</Provider>
  const { result, unmount } = renderHook(
    () => ({ row: vzaps.useGetInstanceQuery('VZ1').data, token: vzaps.useInstanceToken('VZ1') }),
    { wrapper },
  )
  await waitFor(() => expect(result.current.row?.name).toBe('Support'))
  expect(result.current.token).toBeUndefined()
  expect(gateway.instances.get('VZ1')?.token).toMatch(/./)
  unmount()
  vzaps.dispose()
})
