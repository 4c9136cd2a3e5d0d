import type { Inspected, InspectedStore } from './inspected.ts'
import type { ActivityRecord } from './record-activity.ts'
import { recordActivity } from './record-activity.ts'
import type { WriteRecord } from './record-writes.ts'
import { recordWrites } from './record-writes.ts'

/** What is recorded from the moment that the developer tools are on the page, whether they are open or not. */
export interface Session {
  readonly startedAt: number
  readonly record: WriteRecord
  /** Of an api of ours. */
  readonly activity?: ActivityRecord | undefined
  end(): void
}

/** Begins to record. */
export const recordSession = (inspected: Inspected, store: InspectedStore): Session => {
  const record = recordWrites(inspected, store)
  const activity = inspected.vzaps && recordActivity(inspected.vzaps)
  return {
    startedAt: Date.now(),
    record,
    activity,
    end: () => {
      record.end()
      activity?.end()
    },
  }
}
