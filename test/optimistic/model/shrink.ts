import type { Command, Schedule } from './schedule.ts'
import type { Violation } from './violation.ts'

/**
 * Leaves out whatever a schedule does not need to fail by the same rule. fast-check's own shrinking makes numbers smaller
 * as well, and takes minutes for it.
 */
export const shrink = async (
  schedule: Schedule,
  { rule }: Violation,
  judge: (schedule: Schedule) => Promise<Violation | undefined>,
): Promise<Schedule> => {
  const fails = async (commands: readonly Command[]) =>
    (await judge({ ...schedule, commands }))?.rule === rule
  let { commands } = schedule
  for (let size = commands.length >> 1; size > 0; ) {
    let isSmaller = false
    for (let at = 0; at < commands.length; ) {
      const fewer = commands.toSpliced(at, size)
      if (await fails(fewer)) {
        commands = fewer
        isSmaller = true
      } else {
        at += size
      }
    }
    if (!isSmaller || size > 1) size = size === 1 ? 0 : size >> 1
  }
  return { ...schedule, commands }
}
