import type { Middleware, Reducer, Store, ThunkDispatch, UnknownAction } from '@reduxjs/toolkit'
import { configureStore } from '@reduxjs/toolkit'
import type { VZapsCoreApi } from './api.ts'
import { createVZapsApi } from './create.ts'
import type { VZapsOptions } from './options.ts'

/** A store that holds one api and nothing else. */
export interface VZapsStore<P extends string = 'vzaps'>
  extends Pick<Store<Record<P, ReturnType<VZapsCoreApi<P>['reducer']>>>, 'getState' | 'subscribe'> {
  readonly dispatch: ThunkDispatch<
    Record<P, ReturnType<VZapsCoreApi<P>['reducer']>>,
    unknown,
    UnknownAction
  >
}

/**
 * Makes an api with a store of its own, hands both to `run`, and disposes of them when that is done, however it ended:
 * for servers, where each request is another user's. What is still under way then is aborted. Gives what `run` gives.
 *
 * @throws what `run` throws, and a `config` error that names the first bad option.
 *
 * @example
 * const total = await withVZapsApi({ auth: { clientToken, clientSecret } }, async (vzaps, store) => {
 *   const page = await store.dispatch(vzaps.endpoints.listInstances.initiate()).unwrap()
 *   return page.total
 * })
 */
export const withVZapsApi = async <T, P extends string = 'vzaps'>(
  options: VZapsOptions<P>,
  run: (vzaps: VZapsCoreApi<P>, store: VZapsStore<P>) => T | Promise<T>,
): Promise<T> => {
  const vzaps = createVZapsApi<P>(options)
  try {
    const store = configureStore({
      reducer: { [vzaps.reducerPath]: vzaps.reducer as Reducer },
      middleware: (getDefault) => getDefault().prepend(vzaps.middleware as Middleware),
      devTools: false,
    })
    return await run(vzaps, store as unknown as VZapsStore<P>)
  } finally {
    vzaps.dispose()
  }
}
