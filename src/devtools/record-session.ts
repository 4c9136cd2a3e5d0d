import type { Inspected, InspectedStore } from './inspected.ts'
import type { WriteRecord } from './record-writes.ts'
import { recordWrites } from './record-writes.ts'

/** What is recorded from the moment that the developer tools are on the page, whether they are open or not. */
export interface Session {
  readonly startedAt: number
  readonly record: WriteRecord
  end(): void
}

/** Begins to record. */
export const recordSession = (inspected: Inspected, store: InspectedStore): Session => {
  const record = recordWrites(inspected, store)
  return { startedAt: Date.now(), record, end: record.end }
}
