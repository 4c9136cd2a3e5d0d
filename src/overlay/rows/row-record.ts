/** Where a row is shown, and how new it is. */
export interface RowRecord {
  /** The overlay's clock when the request left whose answer wrote the row. */
  writtenAt: number
  /** The same, but of a mutation's answer: when that left. What is told as of before is older than all of the row. */
  since: number
  /** The entry that was the answer's: its row has what that said, and nothing older. */
  writtenBy: string | undefined
  /** Once the entry that wrote the row is evicted: the fields it carried. */
  writtenFields: readonly string[] | undefined
  /** A mutation took it away, and only an entry that cannot be without it goes on showing it. */
  isGone: boolean
  /** What mutations and tells did to it since, in the order of their effect: what is told as of before is given that again. */
  past: readonly Past[]
  /**
   * By the cache key of each entry whose server value holds it: about where it stands among the rows there, or `SEVERAL`
   * where it may occur more than once, as in overlapping pages.
   */
  readonly positions: Map<string, number>
}

/** What a mutation, or a tell, did to a row that had it at this clock. */
export interface Past {
  readonly at: number
  play(row: object): object | undefined
  /**
   * Of an operation on whole entries, or one that was given to an answer: when it was called, the row that it changed, and
   * the fields, as they were.
   */
  readonly startedAt?: number
  readonly row?: object
  readonly was?: object
}

/** Nothing is told as of before as many changes of one row. */
const MAX_PAST = 20

/**
 * Notes what was done to a row.
 *
 * @param newer when those had settled that took effect after it, though they were answered before.
 */
export const notePast = (
  record: RowRecord | undefined,
  past: Past,
  newer?: ReadonlySet<number>,
): void => {
  if (!record) return
  const isIt = (one: Past) => one.was !== undefined && one.at === past.at
  const was = past.was && { ...record.past.find(isIt)?.was, ...past.was }
  const next = was ? record.past.filter((one) => !isIt(one)) : record.past.slice()
  const found = next.findIndex(({ at }) => newer?.has(at))
  next.splice(found < 0 ? sinceIn(next, past.at) : found, 0, { ...past, ...(was && { was }) })
  record.past = next.slice(-MAX_PAST)
}

/** Where that begins which took effect after this clock: all before something that had settled by then had, too. */
export const sinceIn = (past: readonly Past[], clock: number): number =>
  past.findLastIndex(({ at }) => at <= clock) + 1

/** All of a row is as of this clock, or later. */
export const dateRow = (record: RowRecord, since: number): void => {
  record.since = since
  if (record.past.length > 0) record.past = record.past.filter(({ at }) => at > since)
}
