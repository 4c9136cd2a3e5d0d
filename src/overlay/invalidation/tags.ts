import type { Tag } from '../rtk-query/tags.ts'

/** Tags that were invalidated, each of them once. */
export interface TagSet {
  add(tags: readonly Tag[]): void
  /** Those of what an entry provides that its invalidation concerns. */
  among(provided: readonly Tag[]): readonly Tag[]
}

/** Makes an empty {@link TagSet}. */
export const createTagSet = (): TagSet => {
  /** Ids by type; `undefined` for all of the type. Maps, as a tag may be called `constructor`. */
  const idsOf = new Map<string, Set<string | undefined>>()
  return {
    add: (tags) => {
      for (const { type, id } of tags) {
        const ids = idsOf.get(type) ?? new Set()
        idsOf.set(type, ids.add(id === undefined ? id : String(id)))
      }
    },
    among: (provided) =>
      provided.filter(({ type, id }) => {
        const ids = idsOf.get(type)
        return ids?.has(undefined) || (id !== undefined && ids?.has(String(id)))
      }),
  }
}
