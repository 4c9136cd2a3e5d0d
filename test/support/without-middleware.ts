import type { Reducer } from '@reduxjs/toolkit'
import { configureStore } from '@reduxjs/toolkit'

/** A store that mounts an api's reducer and forgets its middleware. */
export const createStoreWithout = (api: { reducerPath: string; reducer: Reducer }) =>
  configureStore({ reducer: { [api.reducerPath]: api.reducer } })
