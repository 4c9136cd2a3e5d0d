import type { UnknownAction } from '@reduxjs/toolkit'
import { mutationActions } from '../rtk-query/actions.ts'
import type { EnhanceableApi } from '../rtk-query/definitions.ts'
import { definitionOf } from '../rtk-query/definitions.ts'
import type { Tag } from '../rtk-query/tags.ts'
import { readTags } from '../rtk-query/tags.ts'

interface SettledMeta {
  readonly requestStatus?: string
  readonly rejectedWithValue?: boolean
  readonly baseQueryMeta?: unknown
  readonly arg?: { readonly endpointName: string; readonly originalArgs?: unknown }
}

/** What is needed of an api to tell what its actions invalidate. */
export interface InvalidationSource extends EnhanceableApi {
  readonly reducerPath: string
  readonly util: object
}

/** Its way to invalidate by hand, whatever its tags are called. */
export interface InvalidatingUtil {
  readonly invalidateTags: {
    (tags: readonly Tag[]): UnknownAction
    match(action: UnknownAction): boolean
  }
}

/** What an action invalidates, and whether RTK Query sees that too. */
export interface Invalidation {
  readonly tags: readonly Tag[]
  readonly isSeenByRtk: boolean
}

const nothing: Invalidation = { tags: [], isSeenByRtk: true }

/** Reads what an action of the api invalidates: a mutation's end, or `util.invalidateTags`. */
export const createInvalidationReader = (api: InvalidationSource) => {
  const mutations = mutationActions(api.reducerPath)
  const { invalidateTags } = api.util as InvalidatingUtil

  const readEnd = (action: UnknownAction, meta: SettledMeta): Invalidation => {
    const { arg, requestStatus, rejectedWithValue, baseQueryMeta } = meta
    const isAnswered = requestStatus === 'fulfilled'
    if (!arg || !(isAnswered || requestStatus === 'rejected')) return nothing
    // RTK Query leaves the tags of a mutation alone that was aborted, or whose answer nobody could read, though the
    // server may have carried it out.
    const isSeenByRtk = isAnswered || rejectedWithValue === true
    const result = isAnswered ? action.payload : undefined
    const error = isAnswered ? undefined : isSeenByRtk ? action.payload : action.error
    const described = definitionOf(api, arg.endpointName)?.invalidatesTags
    if (typeof described !== 'function') return { tags: readTags(described), isSeenByRtk }
    try {
      return {
        tags: readTags(described(result, error, arg.originalArgs, baseQueryMeta)),
        isSeenByRtk,
      }
    } catch {
      // RTK Query asks it too, once the mutation's end is in the state, and throws what is thrown.
      return nothing
    }
  }

  return (action: UnknownAction): Invalidation => {
    if (invalidateTags.match(action)) return { tags: readTags(action.payload), isSeenByRtk: true }
    if (!action.type.startsWith(mutations)) return nothing
    return readEnd(action, (action.meta ?? {}) as SettledMeta)
  }
}
