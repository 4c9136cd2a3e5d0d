import type { InstanceTarget, Question, Target } from './targets.ts'

/** A round that is being made, as far as others see it. Times in epoch ms. */
export interface RoundForOthers {
  readonly now: number
  readonly isOnline: boolean
  /** No polls before. */
  readonly heldUntil: number
  /** Is a poll on its way that is to tell of the instance? */
  isAsked(id: string): boolean
}

/** How a round finds out what is due, and has it asked. */
export interface RoundTools<Round> {
  /** Is it due? Else it is looked at again in time. */
  isDue(round: Round, target: Target, intervalMs: number): boolean
  send(round: Round, question: Question, since: number): void
  lookAgain(round: Round, at: number): void
  createTarget(id: string): InstanceTarget
  /** ms between polls of what nobody wants more often. */
  readonly steadyMs: number
  markAsked(target: Target, intervalMs: number, now: number, phase: number): void
}

/** Adds to what a round found: instances that are due, and those that may come along. */
export type Join = <Round extends RoundForOthers>(
  round: Round,
  found: InstanceTarget[],
  tools: RoundTools<Round>,
) => void
