import type { CoreModule } from '@reduxjs/toolkit/query'
import type { reactHooksModuleName } from '@reduxjs/toolkit/query/react'
import { createApi } from '@reduxjs/toolkit/query/react'
import type { VZapsExtras } from '../api.ts'
import { prepare } from '../api.ts'
import type { VZapsInjectable } from '../api-types.ts'
import type { VZapsOptions } from '../options.ts'
import type { AuthHooks } from './auth.ts'
import { createAuthHooks } from './auth.ts'
import type { GeneratedHooks, VZapsReactApi } from './generated-hooks.ts'
import type { OperationHooks } from './operations.ts'
import { createOperationHooks } from './operations.ts'
import type { PairingHooks } from './pairing.ts'
import { createPairingHooks, quietQrHooks } from './pairing.ts'
import type { RealtimeHooks } from './realtime.ts'
import { createRealtimeHooks } from './realtime.ts'
import type { StatusHooks } from './status.ts'
import { createStatusHooks } from './status.ts'

/** The api with React hooks: RTK Query's generated ones, and ours. */
export type VZapsApi<P extends string = 'vzaps'> = VZapsInjectable<
  P,
  CoreModule | typeof reactHooksModuleName
> &
  VZapsExtras &
  VZapsReactApi<P> &
  GeneratedHooks<P> &
  ListHooks<P> &
  AuthHooks &
  StatusHooks &
  RealtimeHooks &
  PairingHooks &
  OperationHooks

/** What RTK Query would call the hook, had the two lists one name. */
export interface ListHooks<P extends string> {
  /**
   * The account's instances page by page, as one list that grows: `fetchNextPage`, `hasNextPage`, `data.pages`. Argument:
   * as `useListInstancesQuery`, without `page`. The hook of the endpoint `listInstancePages`.
   */
  readonly useListInstancesInfiniteQuery: VZapsReactApi<P>['useListInstancePagesInfiniteQuery']
}

/**
 * Creates the api with React hooks. Mount its reducer, and its middleware first.
 *
 * @throws a `config` error that names the first bad option.
 */
export const createVZapsApi = <P extends string = 'vzaps'>(
  options: VZapsOptions<P> = {},
): VZapsApi<P> => {
  const { config, attach, platform } = prepare<P>(options)
  const api = attach(createApi(config))
  // Inside, the reducer path is fixed: RTK Query's types cannot be followed through a generic one.
  const fixed = api as unknown as VZapsApi
  const { useListInstancePagesInfiniteQuery } = fixed
  quietQrHooks(fixed)
  return Object.assign(
    api as typeof api & GeneratedHooks<P>,
    { useListInstancesInfiniteQuery: useListInstancePagesInfiniteQuery } as never as ListHooks<P>,
    createAuthHooks(api.auth, api.tokens),
    createStatusHooks(fixed),
    createRealtimeHooks(fixed),
    createPairingHooks(fixed, platform),
    createOperationHooks(api),
  )
}
