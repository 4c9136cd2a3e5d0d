/** The kinds of events that a socket carries; `undefined`: those that the instance is set up to post. */
export type Filter = ReadonlySet<string> | undefined

const everything: Filter = new Set(['All'])

/** The filter of a subscriber. */
export const filterOf = (events: readonly string[] | undefined): Filter => {
  if (!events || events.length === 0) return undefined
  return events.includes('All') ? everything : new Set(events)
}

/** What a socket must carry for all of these. What an instance posts is not known here: beside other wishes, all. */
export const unionOf = (filters: readonly Filter[]): Filter => {
  const explicit = filters.filter((filter) => filter !== undefined)
  if (explicit.length === 0) return undefined
  if (explicit.length < filters.length) return everything
  return filterOf(explicit.flatMap((filter) => [...filter]))
}

/** Does a socket with one filter carry all that another one asks for? */
export const covers = (filter: Filter, wanted: Filter): boolean => {
  if (filter === wanted || filter?.has('All')) return true
  return !!filter && !!wanted && [...wanted].every((type) => filter.has(type))
}

/** Does it let this kind of event through? */
export const lets = (filter: Filter, type: string): boolean =>
  !filter || filter.has('All') || filter.has(type)
