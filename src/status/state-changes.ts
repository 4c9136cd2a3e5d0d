import type { Operation } from '../overlay/operations/operation.ts'
import { temporaryId } from '../overlay/operations/temporary-ids.ts'
import { changedIds } from './change-map.ts'
import { changesIn } from './changes.ts'

const none: readonly Operation[] = []

const operationsIn = (slice: unknown): readonly Operation[] =>
  (slice as { overlay?: { operations?: readonly Operation[] } } | undefined)?.overlay?.operations ??
  none

/** The instances whose status, or the operation on them, is another one in the second of two states of the slice. */
export const changedBetween = (before: unknown, after: unknown): ReadonlySet<string> => {
  const changed = changedIds(changesIn(before), changesIn(after))
  const [old, open] = [operationsIn(before), operationsIn(after)]
  if (old === open) return changed
  const [had, has] = [new Set(old), new Set(open)]
  const others = [...old.filter((one) => !has.has(one)), ...open.filter((one) => !had.has(one))]
  for (const { row, requestId } of others) changed.add(row?.id ?? temporaryId(requestId))
  return changed
}
