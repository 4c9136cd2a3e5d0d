import type { UnknownAction } from '@reduxjs/toolkit'
import type { Definition } from './definitions.ts'
import type { RtkReducer, RtkState } from './entries.ts'

/** A tag as RTK Query keeps it; without an id it stands for all of its type. */
export interface Tag {
  readonly type: string
  readonly id?: string | number
}

const expand = (tag: unknown): Tag | undefined => {
  if (typeof tag === 'string') return { type: tag }
  return typeof tag === 'object' && tag !== null && 'type' in tag ? (tag as Tag) : undefined
}

/** Reads a list of tags the way RTK Query does: names stand for whole types, and nothing for nothing. */
export const readTags = (tags: unknown): readonly Tag[] =>
  Array.isArray(tags) ? tags.flatMap((tag) => expand(tag) ?? []) : []

const typesOfTags = (tags: unknown) => readTags(tags).map(({ type }) => type)

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

interface Answer {
  readonly result?: unknown
  readonly error?: unknown
  readonly from?: unknown
}

interface Meta {
  readonly arg?: Call
  readonly baseQueryMeta?: unknown
  readonly requestStatus?: string
}

/** A snapshot's part. */
interface Restored {
  readonly provided?: { readonly tags?: object }
}

/** What one of several entries brings: its tags, or its data. */
interface Part {
  readonly providedTags?: unknown
  readonly queryDescription?: Call
  readonly value?: unknown
}

/** The types of the tags that an action may write. */
const typesIn = (
  { payload, meta }: UnknownAction & { payload?: unknown; meta?: unknown },
  definitionOf: (endpointName: string) => Definition | undefined,
): readonly string[] => {
  const typesOf = ({ endpointName, originalArgs }: Call, answer: Answer) => {
    const provides = definitionOf(endpointName)?.providesTags
    const { result, error, from } = answer
    const tags: unknown =
      typeof provides === 'function' ? provides(result, error, originalArgs, from) : provides
    return typesOfTags(tags)
  }
  if (Array.isArray(payload)) {
    return (payload as Part[]).flatMap(({ providedTags, queryDescription, value }) =>
      queryDescription ? typesOf(queryDescription, { result: value }) : typesOfTags(providedTags),
    )
  }
  const { arg, baseQueryMeta: from, requestStatus } = (meta ?? {}) as Meta
  if (!arg) return Object.keys((payload as Restored | undefined)?.provided?.tags ?? {})
  return typesOf(arg, { [requestStatus === 'rejected' ? 'error' : 'result']: payload, from })
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
