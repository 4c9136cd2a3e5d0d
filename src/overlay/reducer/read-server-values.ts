import type { SliceState } from '../rtk-query/entries.ts'
import { toServerState } from './snapshot.ts'

type Thunk = (dispatch: unknown, getState: () => unknown, extra: unknown) => unknown
type ThunkCreator = (...args: unknown[]) => Thunk

/**
 * A user's own cache update changes the server's value, so it must be made from that: patches are positions, and in
 * what is shown the rows may stand elsewhere.
 */
export const readServerValues = (util: object, reducerPath: string): void => {
  const creators = util as Record<string, ThunkCreator>
  for (const name of ['updateQueryData', 'patchQueryData']) {
    const create = creators[name]
    if (!create) continue
    creators[name] =
      (...args) =>
      (dispatch, getState, extra) =>
        create(...args)(dispatch, () => withServerState(getState(), reducerPath), extra)
  }
}

const withServerState = (state: unknown, reducerPath: string): unknown => {
  const root = state as Record<string, SliceState | undefined>
  const slice = root[reducerPath]
  if (!slice?.overlay || Object.keys(slice.overlay.base).length === 0) return state
  return { ...root, [reducerPath]: toServerState(slice) }
}
