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

interface Provided {
  readonly providedTags?: readonly { readonly type: string }[]
}

/** The types of the tags that an action may write. */
const typesIn = (
  { payload, meta }: UnknownAction & { payload?: unknown; meta?: unknown },
  definitionOf: (endpointName: string) => Definition | undefined,
): readonly string[] => {
  if (Array.isArray(payload) && !meta) {
    return (payload as Provided[]).flatMap(({ providedTags = [] }) =>
      providedTags.map((tag) => tag.type),
    )
  }
  const { arg, baseQueryMeta, requestStatus } = (meta ?? {}) as {
    arg?: { endpointName: string; originalArgs: unknown }
    baseQueryMeta?: unknown
    requestStatus?: string
  }
  const provides = arg && definitionOf(arg.endpointName)?.providesTags
  const [result, error] = requestStatus === 'rejected' ? [undefined, payload] : [payload, undefined]
  const tags: unknown =
    typeof provides === 'function'
      ? provides(result, error, arg?.originalArgs, baseQueryMeta)
      : provides
  return Array.isArray(tags)
    ? tags.flatMap((tag) =>
        typeof tag === 'string' ? tag : ((tag as { type?: string })?.type ?? []),
      )
    : []
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
