import { idsOf, keysOfRow } from '../engine/targets.ts'
import type { Index } from '../engine/transaction.ts'
import { baseOf } from '../operations/overlay.ts'
import { gone } from '../recipes/draft.ts'
import type { RowsIn } from '../recipes/rows-in.ts'
import type { Schema } from '../recipes/schema.ts'
import type { RowPlayer } from '../rows/player.ts'
import { findNear } from '../rows/positions.ts'
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

    const rowIn = (place: RowsIn, data: unknown, one: string, position: number | undefined) => {
      const all = place.get(data)
      const near = position ?? (isAtEnd ? all.length - 1 : 0)
      return all[findNear(all, place, one, Math.max(0, near))]
    }
    /** The row in an entry; `gone` where an operation takes it away: an entry that is the row goes on to show it. */
    const look = (key: string, one: string, position?: number) => {
      const entry = state.queries[key]
      const place = schema.rowsIn(entry?.endpointName).get(type)
      if (!entry || !place) return undefined
      if (entry.error && place.goneId(entry.error, entry.originalArgs) === one) return undefined
      const base = operations.length > 0 ? baseOf(state.overlay, key) : undefined
      const known = base && rowIn(place, base.value, one, position)
      if (known && rowPlayer.show(known, operations) === undefined) return gone
      return rowIn(place, entry.data, one, position)
    }

    let best: object | undefined
    const held = (one: string) => index.rows.find(type, one)?.positions
    const found =
      maker || index.open.hasReaders
        ? keysOfRow({ index }, { type, id }).flatMap((key) =>
            idsOf({ index }, { type, id }).map((one) => look(key, one, held(one)?.get(key))),
          )
        : Array.from(held(id) ?? [], ([key, position]) => look(key, id, position))
    for (const shown of found) {
      if (shown === gone) return undefined
      if (shown && (!best || Object.keys(shown).length > Object.keys(best).length)) best = shown
    }
    return best
  }
