import type { InnerConnection } from '../store-parts.ts'
import type { InspectableVZapsApi, Inspected, InspectedStore } from './inspected.ts'
import type { ActivityRecord } from './record-activity.ts'
import { recordActivity } from './record-activity.ts'
import type { EventRecord } from './record-events.ts'
import { recordEvents } from './record-events.ts'
import type { WriteRecord } from './record-writes.ts'
import { recordWrites } from './record-writes.ts'

/** What is recorded of an api of ours besides. */
export interface VZapsSession {
  readonly activity: ActivityRecord
  readonly events: EventRecord
  /** What runs in the store. */
  readonly connection: InnerConnection
}

/** What is recorded from the moment that the developer tools are on the page, whether they are open or not. */
export interface Session {
  readonly startedAt: number
  readonly record: WriteRecord
  readonly vzaps?: VZapsSession | undefined
  end(): void
}

const recordVZaps = (api: InspectableVZapsApi, store: InspectedStore): VZapsSession => {
  const connection = api.connect(store) as InnerConnection
  return {
    connection,
    activity: recordActivity(api),
    events: recordEvents(connection.realtime),
  }
}

/** Begins to record. */
export const recordSession = (inspected: Inspected, store: InspectedStore): Session => {
  const vzaps = inspected.vzaps && recordVZaps(inspected.vzaps, store)
  const record = recordWrites(inspected, store)
  return {
    startedAt: Date.now(),
    record,
    vzaps,
    end: () => {
      record.end()
      vzaps?.activity.end()
      vzaps?.events.end()
    },
  }
}
