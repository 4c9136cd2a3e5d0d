import { createOverlayJudge } from './overlay-judge.ts'
import { run } from './run.ts'
import type { Schedule } from './schedule.ts'
import type { Violation } from './violation.ts'

const judges = [createOverlayJudge(false), createOverlayJudge(true)]

/** Plays a schedule on the overlay, without tags and with them; `undefined`: nothing goes wrong. */
export const playJudged = async (schedule: Schedule): Promise<Violation | undefined> => {
  for (const judge of judges) {
    const violation = await run(schedule, judge)
    if (violation) return violation
  }
  return undefined
}
