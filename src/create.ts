import { createApi } from '@reduxjs/toolkit/query'
import type { VZapsCoreApi } from './api.ts'
import { prepare } from './api.ts'
import type { VZapsOptions } from './options.ts'

/**
 * Creates the api: an RTK Query api of all slices, and the account it works for. Mount its reducer, and its middleware
 * first.
 *
 * @throws a `config` error that names the first bad option.
 */
export const createVZapsApi = <P extends string = 'vzaps'>(
  options: VZapsOptions<P> = {},
): VZapsCoreApi<P> => {
  const { config, attach } = prepare<P>(options)
  return attach(createApi(config)) as unknown as VZapsCoreApi<P>
}
