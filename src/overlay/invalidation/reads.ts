import type { Tag } from '../rtk-query/tags.ts'
import type { TagSet } from './tags.ts'
import { createTagSet } from './tags.ts'

/** A read on its way. */
interface Read {
  readonly queryCacheKey: string
  /** What was invalidated since it left: it may bring what was before. */
  readonly invalidated: TagSet
  /** What it is to answer for, besides what its answer provides. */
  readonly asked: Tag[]
}

/** Knows which reads of a store are on their way, and which of them are out of date when they are over. */
export interface ReadsInFlight {
  start(requestId: string, queryCacheKey: string): void
  /** These tags were invalidated now. */
  invalidate(tags: readonly Tag[]): void
  /** A read of this entry that is on its way is to answer for these tags too: is there one? */
  ask(queryCacheKey: string, tags: readonly Tag[]): boolean
  /** A read is over: for which tags is it out of date? */
  end(requestId: string, provided: readonly Tag[]): readonly Tag[]
  clear(): void
}

/** Makes an empty {@link ReadsInFlight}. */
export const createReadsInFlight = (): ReadsInFlight => {
  const reads = new Map<string, Read>()
  return {
    start: (requestId, queryCacheKey) => {
      reads.set(requestId, { queryCacheKey, invalidated: createTagSet(), asked: [] })
    },
    invalidate: (tags) => {
      // All of them: what a first answer will provide is known only when it is there.
      for (const { invalidated } of reads.values()) invalidated.add(tags)
    },
    ask: (queryCacheKey, tags) => {
      const ofEntry = [...reads.values()].filter((read) => read.queryCacheKey === queryCacheKey)
      for (const { asked } of ofEntry) asked.push(...tags)
      return ofEntry.length > 0
    },
    end: (requestId, provided) => {
      const read = reads.get(requestId)
      reads.delete(requestId)
      return read ? read.invalidated.among([...provided, ...read.asked]) : []
    },
    clear: () => reads.clear(),
  }
}
