import type { Snapshot } from './stage.ts'

const names = ['Sales', 'Events', 'Press', 'Travel', 'Repairs', 'Returns', 'Stock', 'Training']

/** A name that no row has had yet; `undefined` once all are used up. */
export const unusedName = ({ steps, calls }: Snapshot): string | undefined => {
  const asked = steps.map(({ move }) =>
    move.kind === 'rename' ? move.to : move.kind === 'create' ? move.name : undefined,
  )
  return names.find((name) => !asked.includes(name) && !calls.some(({ id }) => id.endsWith(name)))
}
