import type { CoreModule } from '@reduxjs/toolkit/query'
import type { reactHooksModuleName } from '@reduxjs/toolkit/query/react'
import type { VZapsRtkApi } from '../api.ts'

type ReactApi = VZapsRtkApi<'vzaps', CoreModule | typeof reactHooksModuleName>

const quiet = { refetchOnFocus: false, refetchOnReconnect: false }

/**
 * Makes the hooks of `getSessionQr` not refetch on focus or reconnect unless asked to: asking starts the pairing worker.
 * In place, so that `endpoints.getSessionQr` and the named hooks are the same.
 */
export const quietQrHooks = (api: ReactApi): void => {
  const endpoint = api.endpoints.getSessionQr
  const { useQuery, useQuerySubscription, useLazyQuery, useLazyQuerySubscription } = endpoint
  const quietHooks: Partial<typeof endpoint> = {
    useQuery: (arg, options) => useQuery(arg, { ...quiet, ...options } as typeof options),
    useQuerySubscription: (arg, options) => useQuerySubscription(arg, { ...quiet, ...options }),
    useLazyQuery: (options) => useLazyQuery({ ...quiet, ...options } as typeof options),
    useLazyQuerySubscription: (options) => useLazyQuerySubscription({ ...quiet, ...options }),
  }
  Object.assign(endpoint, quietHooks)
  Object.assign(api, {
    useGetSessionQrQuery: endpoint.useQuery,
    useLazyGetSessionQrQuery: endpoint.useLazyQuery,
  })
}
