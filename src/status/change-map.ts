import type { StatusChange } from './status.ts'

type Part = Readonly<Record<string, StatusChange>>

/**
 * When each status changed, by instance id; of the instances that some entry shows. In a fixed number of parts, so that
 * a change copies its own part and not all that there is.
 */
export type StatusChanges = Readonly<Record<number, Part>>

const PARTS = 64

const plain = { writable: true, enumerable: true, configurable: true }

/** An id may be called `constructor`. */
const own = (part: Part | undefined, id: string): StatusChange | undefined =>
  part && Object.hasOwn(part, id) ? part[id] : undefined

const partOf = (id: string): number => {
  let hash = 0
  for (let i = 0; i < id.length; i++) hash = (hash * 31 + id.charCodeAt(i)) % 0x7fffffff
  return hash % PARTS
}

/** The change of one. */
export const changeOf = (changes: StatusChanges, id: string): StatusChange | undefined =>
  own(changes[partOf(id)], id)

/** With these changes; `undefined`: it is not shown any more. */
export const withChanges = (
  before: StatusChanges,
  changes: ReadonlyMap<string, StatusChange | undefined>,
): StatusChanges => {
  if (changes.size === 0) return before
  const after: Record<number, Record<string, StatusChange>> = { ...before }
  for (const [id, value] of changes) {
    const part = partOf(id)
    // Each part is copied once, however many of it there are.
    if (after[part] === before[part]) after[part] = { ...before[part] }
    const next = after[part] as Record<string, StatusChange>
    if (!value) delete next[id]
    // Defined, not assigned: an id may be called `__proto__`.
    else Object.defineProperty(next, id, { value, ...plain })
  }
  return after
}

/** The ids whose change is another one, or came or went. */
export const changedIds = (before: StatusChanges, after: StatusChanges): Set<string> => {
  const changed = new Set<string>()
  if (before === after) return changed
  for (let part = 0; part < PARTS; part++) {
    const [was, is] = [before[part], after[part]]
    if (was === is) continue
    for (const id of Object.keys({ ...was, ...is })) {
      if (own(was, id) !== own(is, id)) changed.add(id)
    }
  }
  return changed
}
