import type { Scenario } from '../scenario.ts'
import { concurrentUpdates } from './concurrent-updates.ts'
import { creates } from './creates.ts'
import { deletes } from './deletes.ts'
import { feeds } from './feeds.ts'
import { invalidation } from './invalidation.ts'
import { oneTruth } from './one-truth.ts'
import { outcomes } from './outcomes.ts'
import { polls } from './polls.ts'
import { pushes } from './pushes.ts'
import { rehydration } from './rehydration.ts'

/** Every scenario, by what it is about. */
export const scenarios: Readonly<Record<string, readonly Scenario[]>> = {
  'Concurrent updates': concurrentUpdates,
  Deletes: deletes,
  Creates: creates,
  Polls: polls,
  'One truth': oneTruth,
  'Unknown outcomes': outcomes,
  'Pushes and own writes': pushes,
  Invalidation: invalidation,
  'Infinite queries': feeds,
  Rehydration: rehydration,
}
