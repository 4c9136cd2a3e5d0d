import type { UnknownAction } from '@reduxjs/toolkit'
import { invalidatingActions } from '../rtk-query/actions.ts'
import type { Tag } from './tags.ts'
import { readTags } from './tags.ts'

interface SettledMeta {
  readonly requestStatus?: string
  readonly rejectedWithValue?: boolean
  readonly aborted?: boolean
  readonly baseQueryMeta?: unknown
  readonly arg?: { readonly endpointName: string; readonly originalArgs?: unknown }
}

/** An api whose endpoints' definitions can be looked at. */
export interface EnhanceableApi {
  readonly reducerPath: string
  // biome-ignore lint/suspicious/noExplicitAny: RTK Query's signature differs with each api
  enhanceEndpoints(options: any): unknown
}

/** What an action invalidates, and whether RTK Query sees that too. */
export interface Invalidation {
  readonly tags: readonly Tag[]
  readonly isSeenByRtk: boolean
}

const nothing: Invalidation = { tags: [], isSeenByRtk: true }

/** Reads what an action of the api invalidates: a mutation's end, or `util.invalidateTags`. */
export const createInvalidationReader = (api: EnhanceableApi) => {
  const { mutations, manual } = invalidatingActions(api.reducerPath)

  /** As it is now: endpoints may be injected and enhanced at any time. */
  const invalidatesTagsOf = (endpointName: string): unknown => {
    let tags: unknown
    const look = (definition: { invalidatesTags?: unknown } | undefined) => {
      tags = definition?.invalidatesTags
    }
    api.enhanceEndpoints({ endpoints: { [endpointName]: look } })
    return tags
  }

  const readEnd = (action: UnknownAction, meta: SettledMeta): Invalidation => {
    const isAnswered = meta.requestStatus === 'fulfilled'
    const isRefused = meta.requestStatus === 'rejected' && meta.rejectedWithValue === true
    // RTK Query leaves the tags of an aborted mutation alone, though the server may have carried it out.
    const isAborted = meta.requestStatus === 'rejected' && !isRefused && meta.aborted === true
    if (!meta.arg || !(isAnswered || isRefused || isAborted)) return nothing
    const described = invalidatesTagsOf(meta.arg.endpointName)
    const result = isAnswered ? action.payload : undefined
    const error = isRefused ? action.payload : isAborted ? action.error : undefined
    const tags =
      typeof described === 'function'
        ? described(result, error, meta.arg.originalArgs, meta.baseQueryMeta)
        : described
    return { tags: readTags(tags), isSeenByRtk: !isAborted }
  }

  return (action: UnknownAction): Invalidation => {
    if (action.type === manual) return { tags: readTags(action.payload), isSeenByRtk: true }
    if (!action.type.startsWith(mutations)) return nothing
    return readEnd(action, (action.meta ?? {}) as SettledMeta)
  }
}
