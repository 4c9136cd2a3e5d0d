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

/** Does the invalidation of `invalidated` concern an entry that provides `provided`? */
export const isInvalidated = (provided: readonly Tag[], invalidated: readonly Tag[]): boolean =>
  invalidated.some(({ type, id }) =>
    provided.some(
      (tag) => tag.type === type && (id === undefined || String(tag.id) === String(id)),
    ),
  )
