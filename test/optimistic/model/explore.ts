import fc from 'fast-check'
import type { Judge } from './run.ts'
import { run } from './run.ts'
import type { CommandKind, Schedule } from './schedule.ts'
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
  /** Only worlds in which changes that conflict are on their way at once, or none of those; both unless said. */
  readonly pipelines?: boolean
  /** Commands that are left out. */
  readonly without?: readonly CommandKind[]
}

/** Plays random schedules; the same seed gives the same ones to every judge. */
export const explore = async (
  judge: Judge,
  { seed, runs, isShrunk = true, pipelines, without = [] }: Options,
): Promise<Exploration> => {
  const bad: Partial<Record<Rule, number>> = {}
  const examples: string[] = []
  const isChosen = ({ world }: Schedule) => pipelines === undefined || world.pipelines === pipelines
  const chosen = schedules.filter(isChosen).map(({ world, commands }) => ({
    world,
    commands: commands.filter(({ kind }) => !without.includes(kind)),
  }))
  for (const schedule of fc.sample(chosen, { seed, numRuns: runs })) {
    const violation = await run(schedule, judge)
    if (!violation) continue
    const { rule } = violation
    if (isShrunk && !bad[rule]) examples.push(await describeSmallest(schedule, violation, judge))
    bad[rule] = (bad[rule] ?? 0) + 1
  }
  return { runs, bad, examples }
}
