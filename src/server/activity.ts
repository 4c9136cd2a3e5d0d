import type { RelayOperation } from './operations.ts'

/** One call of a page, when it was answered. Holds no secret, and nothing that a caller chose but the id. */
export interface RelayActivity {
  /** When it came, epoch ms. */
  readonly at: number
  /** ms from then to its answer. */
  readonly durationMs: number
  readonly method: string
  /** `undefined`: it was no call that the relay knows, or was turned away before it was read. */
  readonly operation: RelayOperation | undefined
  readonly instanceId: string | undefined
  /** The answer's; 499 when the caller went away. */
  readonly status: number
  /** Why the relay itself ended it, e.g. `origin-not-allowed`; `undefined`: it was answered. */
  readonly code: string | undefined
  /** What the app's own function threw, in short. */
  readonly error: string | undefined
  /** The VZaps API's. */
  readonly requestId: string | undefined
}
