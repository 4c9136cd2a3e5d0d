import type { Change, Patch, Read } from './todos.ts'
import type { Ending } from './wire.ts'

/** One of what there is, told by a number of any size. */
export const choose = <T>(items: readonly T[], pick: number): T | undefined =>
  items[pick % items.length]

/** Most end well: of 7 reads one does not, of 30 changes nine; of new rows more, since others wait for them. */
export const endingOf = (kind: (Change | Read)['kind'], how: number): Ending => {
  if (kind === 'read') return how % 7 === 0 ? 'refused' : 'answered'
  const dice = how % 30
  if ((kind === 'create' || kind === 'create several') && dice > 21) return 'refused'
  if (dice < 5) return 'refused'
  if (dice < 7) return 'lost'
  return dice < 9 ? 'lost before' : 'answered'
}

/** Is a push about a change the whole row? Else it is the fields that were changed. */
export const isToldWhole = ({ n }: Change): boolean => n % 2 === 0

/** What this client writes. */
export const ownPatch = (number: number, how: number): Patch => {
  const name = `mine ${number}`
  const done = how % 4 < 2
  const patches: readonly Patch[] = [{ done }, { name, note: name }, { note: name }, { name, done }]
  return patches[how % 6] ?? { name }
}

/** What other clients write: fields that this client does not, or any. */
export const otherPatch = (number: number, how: number, isAnyField: boolean): Patch => {
  const value = `other ${number}`
  const own: readonly Patch[] = [{ name: value }, { note: value }]
  const others: readonly Patch[] = [
    { label: value },
    { body: value, label: value },
    { label: value, done: how % 4 < 2 },
  ]
  return choose(isAnyField ? [...own, ...others] : others, how) ?? {}
}
