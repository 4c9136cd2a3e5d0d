import { idsOf, keysOfRow } from '../engine/targets.ts'
import type { Index } from '../engine/transaction.ts'
import { baseOf } from '../operations/overlay.ts'
import type { Schema } from '../recipes/schema.ts'
import type { RowPlayer } from '../rows/player.ts'
import { findNear } from '../rows/row-index.ts'
import type { SliceState } from '../rtk-query/entries.ts'

/**
 * Finds a row as it is shown, by the index: of several entries that show it, the one that has most of its fields. The
 * same object while nothing about it changes.
 */
export const createRowSelector =
  (schema: Schema, rowPlayer: RowPlayer, indexOf: (state: SliceState) => Index) =>
  (state: SliceState, type: string, id: string): object | undefined => {
    const index = indexOf(state)
    const maker = index.open.makerOf(type, id)
    const operations = index.open.operationsOn(type, id)
    const isAtEnd = maker && schema.recipeOf(maker).insert?.at === 'end'
    const ids = idsOf({ index }, { type, id })
    let best: object | undefined
    let isGoing = false

    const look = (key: string, one: string) => {
      const entry = state.queries[key]
      const place = schema.rowsIn(entry?.endpointName).get(type)
      if (!place || (entry?.error && place.goneId(entry.error, entry.originalArgs) === one)) return
      const position = index.rows.find(type, one)?.positions.get(key)
      const rowIn = (data: unknown) => {
        const all = place.get(data)
        const near = position ?? (isAtEnd ? all.length - 1 : 0)
        return all[findNear(all, place, one, Math.max(0, near))]
      }
      const shown = rowIn(entry?.data)
      const base = operations.length > 0 ? baseOf(state.overlay, key) : undefined
      const known = base && rowIn(base.value)
      // An entry that is the row cannot be without it, and goes on to show it.
      isGoing ||= known !== undefined && rowPlayer.show(known, operations) === undefined
      const isFuller = shown && (!best || Object.keys(shown).length > Object.keys(best).length)
      if (isFuller) best = shown
    }

    for (const key of keysOfRow({ index }, { type, id })) for (const one of ids) look(key, one)
    return isGoing ? undefined : best
  }
