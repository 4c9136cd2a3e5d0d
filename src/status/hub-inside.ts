import type { Answers } from './answers.ts'
import type { Cache } from './cache.ts'
import type { Gate } from './gate.ts'
import type { HubParts } from './hub-parts.ts'
import type { HubState } from './hub-state.ts'

/** What a hub keeps in mind, and what it works with. */
export interface HubInside {
  readonly state: HubState
  readonly cache: Cache
  readonly gate: Gate
  readonly answers: Answers
  readonly parts: HubParts
}
