import fc from 'fast-check'
import type { Judge } from './run.ts'
import { run } from './run.ts'
import type { Schedule } from './schedule.ts'
import { printSchedule, schedules } from './schedule.ts'
import { shrink } from './shrink.ts'
import type { Rule, Violation } from './violation.ts'

/** What came of many runs. */
export interface Exploration {
  readonly runs: number
  /** Runs that went wrong, by the rule that was broken first. */
  readonly bad: Readonly<Partial<Record<Rule, number>>>
  /** The first of each rule, as small as it gets, to be played again. */
  readonly examples: readonly string[]
}

/** How many runs of a judge went wrong. */
export const countBad = ({ bad }: Exploration): number =>
  Object.values(bad).reduce((sum, count) => sum + count, 0)

const describeSmallest = async (
  schedule: Schedule,
  violation: Violation,
  judge: Judge,
): Promise<string> => {
  const smallest = await shrink(schedule, violation, (it) => run(it, judge))
  const { rule, text } = (await run(smallest, judge)) ?? violation
  return `${rule}: ${text}\n${printSchedule(smallest)}`
}

interface Options {
  readonly seed: number
  readonly runs: number
  readonly isShrunk?: boolean
}

/** Plays random schedules; the same seed gives the same ones to every judge. */
export const explore = async (
  judge: Judge,
  { seed, runs, isShrunk = true }: Options,
): Promise<Exploration> => {
  const bad: Partial<Record<Rule, number>> = {}
  const examples: string[] = []
  for (const schedule of fc.sample(schedules, { seed, numRuns: runs })) {
    const violation = await run(schedule, judge)
    if (!violation) continue
    const { rule } = violation
    if (isShrunk && !bad[rule]) examples.push(await describeSmallest(schedule, violation, judge))
    bad[rule] = (bad[rule] ?? 0) + 1
  }
  return { runs, bad, examples }
}
