import { laterNames } from './names.ts'
import type { Snapshot } from './stage.ts'

/** A name that no row has had yet; `undefined` once all are used up. */
export const unusedName = ({ steps, calls }: Snapshot): string | undefined => {
  const asked = steps.map(({ move }) =>
    move.kind === 'rename' ? move.to : move.kind === 'create' ? move.name : undefined,
  )
  return laterNames.find(
    (name) => !asked.includes(name) && !calls.some(({ id }) => id.endsWith(name)),
  )
}
