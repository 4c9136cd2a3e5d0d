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
