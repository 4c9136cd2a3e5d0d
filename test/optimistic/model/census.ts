/** What can happen in a run, as far as it is counted. */
export type Happening =
  | 'update'
  | 'delete'
  | 'create'
  | 'create several'
  | 'stamp'
  | 'move'
  | 'mark all'
  | 'clear'
  | 'change of an outer row'
  | 'change of an inner row'
  | 'change of a row in the making'
  | 'poll'
  | 'further page of an infinite query'
  | 'further page of a merged list'
  | 'refused change'
  | 'unknown outcome'
  | 'never sent'
  | 'answers out of order'
  | 'failed read'
  | 'read of a row that is gone'
  | 'push'
  | 'late push'
  | 'other client'
  | 'abort'
  | 'forgotten entry'
  | 'written by hand'
  | 'snapshot'
  | 'copy of the state'

/** Counts what happens in a run: a generator that seldom comes to something says nothing about it. */
export interface Census {
  count(happening: Happening): void
  /** How many mutations are open now. */
  open(count: number): void
  times(happening: Happening): number
  /** The most mutations that were open at once. */
  peak(): number
}

/** Counts from nothing. */
export const createCensus = (): Census => {
  const counts = new Map<Happening, number>()
  let most = 0
  return {
    count: (happening) => counts.set(happening, (counts.get(happening) ?? 0) + 1),
    open: (count) => {
      most = Math.max(most, count)
    },
    times: (happening) => counts.get(happening) ?? 0,
    peak: () => most,
  }
}
