import type { OverlayClient } from './adapters/overlay.ts'
import { rowsOf, showsCreated, typeOfEntry } from './todos.ts'
import type { Shown, Violation } from './violation.ts'

/** A row that is made keeps its React key where it was shown from the start. Called for every state. */
export const createKeyCheck = (client: OverlayClient) => {
  let before = new Map<string, string>()
  return (shown: readonly Shown[]): Violation | undefined => {
    const keys = new Map<string, string>()
    const aliases = client.aliases()
    for (const { entry, data } of shown) {
      const type = typeOfEntry(entry)
      if (!showsCreated(entry, type)) continue
      const taken = new Set<string>()
      for (const { id, origin } of rowsOf(data)) {
        const key = aliases[`${type}/${id}`] ?? id
        if (taken.has(key)) return { rule: 'keys', text: `${key} is the key of two rows` }
        taken.add(key)
        keys.set(origin, key)
      }
    }
    for (const [origin, key] of keys) {
      const old = before.get(origin)
      if (old !== undefined && old !== key) {
        return { rule: 'keys', text: `the row of ${origin} had the key ${old}, now ${key}` }
      }
    }
    before = keys
    return undefined
  }
}
