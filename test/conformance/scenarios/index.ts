import type { Scenario } from '../scenario.ts'
import { concurrentUpdates } from './concurrent-updates.ts'
import { creates } from './creates.ts'
import { deletes } from './deletes.ts'
import { feeds } from './feeds.ts'
import { inTheMaking } from './in-the-making.ts'
import { invalidation } from './invalidation.ts'
import { manyCreatesAndDeletes } from './many-creates-and-deletes.ts'
import { manyUpdates } from './many-updates.ts'
import { movedAndChanged } from './moved-and-changed.ts'
import { moves } from './moves.ts'
import { oneTruth } from './one-truth.ts'
import { outcomes } from './outcomes.ts'
import { polls } from './polls.ts'
import { pushes } from './pushes.ts'
import { rehydration } from './rehydration.ts'
import { relativeChanges } from './relative.ts'
import { rowsById } from './rows.ts'
import { status } from './status.ts'
import { toldRows } from './told.ts'

/** Every scenario, by what it is about. */
export const scenarios: Readonly<Record<string, readonly Scenario[]>> = {
  'Concurrent updates': concurrentUpdates,
  Deletes: deletes,
  Creates: creates,
  'Updates of many rows': manyUpdates,
  'Creates and deletes of many rows': manyCreatesAndDeletes,
  Moves: moves,
  'Moves and other changes': movedAndChanged,
  'Relative changes': relativeChanges,
  'Rows in the making': inTheMaking,
  Polls: polls,
  'One truth': oneTruth,
  'Unknown outcomes': outcomes,
  'Pushes and own writes': pushes,
  'Told rows': toldRows,
  'Rows by id': rowsById,
  Status: status,
  Invalidation: invalidation,
  'Infinite queries': feeds,
  Rehydration: rehydration,
}
