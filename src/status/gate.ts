import type { VZapsError } from '../core/errors.ts'
import type { Platform } from '../core/platform.ts'

/** Until when an account's polls hold: its stores share it, because the server counts them together. */
export interface Gate {
  /** Epoch ms. */
  heldUntil: number
}

/** Makes an open gate. */
export const createGate = (): Gate => ({ heldUntil: 0 })

/** The server wants to be left alone: by all polls of the account, and not by all again at the same moment. */
export const holdAsTold = (
  gate: Gate,
  error: VZapsError,
  { now, random }: Pick<Platform, 'now' | 'random'>,
): void => {
  if (!('retryAfterMs' in error) || error.retryAfterMs === undefined) return
  gate.heldUntil = Math.max(gate.heldUntil, now() + error.retryAfterMs + random() * 1_000)
}
