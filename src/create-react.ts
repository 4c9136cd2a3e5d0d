import { createApi } from '@reduxjs/toolkit/query/react'
import type { VZapsExtras } from './api.ts'
import { prepare } from './api.ts'
import type { AuthHooks } from './auth/hooks.ts'
import { createAuthHooks } from './auth/hooks.ts'
import type { OperationHooks } from './operations/hooks.ts'
import { createOperationHooks } from './operations/hooks.ts'
import type { VZapsOptions } from './options.ts'
import type { GeneratedHooks, VZapsReactApi } from './react/hooks.ts'
import type { PairingHooks } from './sessions/hooks.ts'
import { createPairingHooks, quietQrHooks } from './sessions/hooks.ts'
import type { StatusHooks } from './status/hooks.ts'
import { createStatusHooks } from './status/hooks.ts'

/** The api with React hooks: RTK Query's generated ones, and ours. */
export type VZapsApi<P extends string = 'vzaps'> = VZapsReactApi<P> &
  GeneratedHooks<P> &
  VZapsExtras &
  AuthHooks &
  StatusHooks &
  PairingHooks &
  OperationHooks

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
  quietQrHooks(fixed)
  return Object.assign(
    api as typeof api & GeneratedHooks<P>,
    createAuthHooks(api.auth, api.tokens),
    createStatusHooks(fixed),
    createPairingHooks(fixed, platform),
    createOperationHooks(api),
  )
}
