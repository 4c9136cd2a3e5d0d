import type { UnknownAction } from '@reduxjs/toolkit'
import type { Definition } from './definitions.ts'
import type { RtkReducer, RtkState } from './entries.ts'

// RTK Query looks tags up in plain objects, by their type and id: an id like `constructor` finds what every object has,
// and its reducer throws. Objects without a prototype have nothing but their own.

type Tags = RtkState['provided']['tags']

const bare = <T extends object>(object: T | undefined): T =>
  object && Object.getPrototypeOf(object) === null
    ? object
    : (Object.assign(Object.create(null), object) as T)

const bareTags = (tags: Tags, more: readonly string[]): Tags => {
  const next: Record<string, Tags[string]> = Object.create(null)
  for (const type of new Set([...Object.keys(tags), ...more])) next[type] = bare(tags[type])
  return next
}

const isBare = (tags: Tags): boolean => {
  if (Object.getPrototypeOf(tags) !== null) return false
  for (const type in tags) if (Object.getPrototypeOf(tags[type]) !== null) return false
  return true
}

const withTags = (state: RtkState, tags: Tags): RtkState => ({
  ...state,
  provided: { ...state.provided, tags },
})

interface Call {
  readonly endpointName: string
  readonly originalArgs: unknown
}

/** What one of several entries brings: its tags, or its data. */
interface Part {
  readonly providedTags?: readonly { readonly type: string }[]
  readonly queryDescription?: Call
  readonly value?: unknown
}

/** The types of the tags that an action may write. */
const typesIn = (
  { payload, meta }: UnknownAction & { payload?: unknown; meta?: unknown },
  definitionOf: (endpointName: string) => Definition | undefined,
): readonly string[] => {
  const typesOf = (call: Call | undefined, result: unknown, error?: unknown, from?: unknown) => {
    const provides = call && definitionOf(call.endpointName)?.providesTags
    const tags: unknown =
      typeof provides === 'function' ? provides(result, error, call?.originalArgs, from) : provides
    return Array.isArray(tags)
      ? tags.flatMap((tag) =>
          typeof tag === 'string' ? tag : ((tag as { type?: string })?.type ?? []),
        )
      : []
  }
  if (Array.isArray(payload)) {
    return (payload as Part[]).flatMap(
      ({ providedTags, queryDescription, value }) =>
        providedTags?.map((tag) => tag.type) ?? typesOf(queryDescription, value),
    )
  }
  const restored = (payload as { provided?: { tags?: object } } | undefined)?.provided?.tags
  if (restored && !meta) return Object.keys(restored)
  const { arg, baseQueryMeta, requestStatus } = (meta ?? {}) as {
    arg?: Call
    baseQueryMeta?: unknown
    requestStatus?: string
  }
  return requestStatus === 'rejected'
    ? typesOf(arg, undefined, payload, baseQueryMeta)
    : typesOf(arg, payload, undefined, baseQueryMeta)
}

/** RTK Query's reducer, for which every tag is a tag. */
export const withAnyTags = (
  inner: RtkReducer,
  definitionOf: (endpointName: string) => Definition | undefined,
): RtkReducer => {
  const reduce: RtkReducer = (state, action) => {
    let next: RtkState
    try {
      next = inner(state, action)
    } catch (error) {
      const types = state && typesIn(action, definitionOf)
      if (!types || types.length === 0) throw error
      // A type that nobody provided yet gets its object in the very step that fails.
      next = inner(withTags(state, bareTags(state.provided.tags, types)), action)
    }
    const { tags } = next.provided
    if (tags === state?.provided.tags || isBare(tags)) return next
    return withTags(next, bareTags(tags, []))
  }
  return reduce
}
