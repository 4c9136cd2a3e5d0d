import type { Tag } from './tags.ts'
import { isInvalidated } from './tags.ts'

/** A read on its way, and what was invalidated meanwhile. */
interface Read {
  readonly queryCacheKey: string
  readonly invalidated: Tag[]
  /** It has to be asked again, whatever it provides. */
  isDirty: boolean
}

/** Knows which reads of a store are on their way, and which of them must be asked again when they are over. */
export interface ReadsInFlight {
  start(requestId: string, queryCacheKey: string): void
  /** These tags were invalidated now: a read on its way may bring what was before. */
  invalidate(tags: readonly Tag[]): void
  /** An entry has to be asked again: true when a read of it is on its way, and will be. */
  mark(queryCacheKey: string): boolean
  /** A read is over; does it have to be asked again? */
  end(requestId: string, provided: readonly Tag[]): boolean
  clear(): void
}

/** Makes an empty {@link ReadsInFlight}. */
export const createReadsInFlight = (): ReadsInFlight => {
  const reads = new Map<string, Read>()
  return {
    start: (requestId, queryCacheKey) => {
      reads.set(requestId, { queryCacheKey, invalidated: [], isDirty: false })
    },
    invalidate: (tags) => {
      // What a first answer will provide is known only when it is there.
      for (const { invalidated } of reads.values()) invalidated.push(...tags)
    },
    mark: (queryCacheKey) => {
      const ofEntry = [...reads.values()].filter((read) => read.queryCacheKey === queryCacheKey)
      for (const read of ofEntry) read.isDirty = true
      return ofEntry.length > 0
    },
    end: (requestId, provided) => {
      const read = reads.get(requestId)
      reads.delete(requestId)
      return read !== undefined && (read.isDirty || isInvalidated(provided, read.invalidated))
    },
    clear: () => reads.clear(),
  }
}
