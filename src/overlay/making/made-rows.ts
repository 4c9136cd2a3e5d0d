import type { Id } from '../operations/named-ids.ts'
import { replaceIds, valuesIn } from '../operations/named-ids.ts'
import { temporaryId, temporaryNumber } from '../operations/temporary-ids.ts'
import type { InsertRecipe, Schema } from '../recipes/schema.ts'
import type { Call } from '../rtk-query/actions.ts'

/**
 * What became of a row that a create makes.
 *
 * ```
 *  making --- answered ---> made
 *     `------ failed -----> failed
 * ```
 */
export type Making =
  | { readonly status: 'making'; readonly ended: Promise<void> }
  | { readonly status: 'made'; readonly id: Id }
  | { readonly status: 'failed' }

/** Which rows are being made, or were, by their temporary ids. */
export interface MadeRows {
  /** A mutation was called. */
  start(call: Call): void
  /** It ended: with this answer, or without any. */
  end(requestId: string, answer?: { readonly result: unknown }): void
  /** The temporary ids that a mutation's or a query's argument names. */
  namedIn(arg: unknown): ReadonlyMap<Id, Making>
  /** The argument with real ids in place of temporary ones, as far as these are known. */
  real<T>(arg: T): T
  /** Forgets all. */
  clear(): void
}

/** A component may go on to name a row by its temporary id for a while; nothing does so for ever. */
const MAX_KNOWN = 1_000

/** Makes an empty {@link MadeRows}. */
export const createMadeRows = (schema: Schema): MadeRows => {
  const rows = new Map<Id, Making>()
  const open = new Map<string, { id: Id; endpointName: string; resolve(): void }>()

  const namedIn = (arg: unknown): ReadonlyMap<Id, Making> => {
    const found = new Map<Id, Making>()
    if (rows.size === 0) return found
    for (const value of valuesIn(arg)) {
      for (const [id, making] of rows) if (names(value, id)) found.set(id, making)
    }
    return found
  }

  const end: MadeRows['end'] = (requestId, answer) => {
    const making = open.get(requestId)
    if (!making) return
    open.delete(requestId)
    const insert = schema.recipeOf(making.endpointName)?.insert
    const id = insert && answer && idOf(schema, insert, answer.result)
    rows.set(making.id, id === undefined ? { status: 'failed' } : { status: 'made', id })
    making.resolve()
  }

  return {
    start: ({ requestId, endpointName }) => {
      const insert = schema.recipeOf(endpointName)?.insert
      if (!insert) return
      const id = schema.hasNumbers(insert.type)
        ? temporaryNumber(requestId)
        : temporaryId(requestId)
      let resolve = () => {}
      const ended = new Promise<void>((done) => {
        resolve = done
      })
      rows.set(id, { status: 'making', ended })
      open.set(requestId, { id, endpointName, resolve })
      for (const [old, { status }] of rows) {
        if (rows.size <= MAX_KNOWN) break
        if (status !== 'making') rows.delete(old)
      }
    },
    end,
    namedIn,
    real: (arg) => {
      const made = [...namedIn(arg)].flatMap(([id, row]): [Id, Id][] =>
        row.status === 'made' ? [[id, row.id]] : [],
      )
      return replaceIds(arg, new Map(made))
    },
    clear: () => {
      for (const requestId of [...open.keys()]) end(requestId)
      rows.clear()
    },
  }
}

/** The id of the row in an answer. Where its recipe throws that is reported once the answer is shown. */
const idOf = (schema: Schema, { type, answer }: InsertRecipe, result: unknown): Id | undefined => {
  try {
    return schema.rowId(type, answer(result))
  } catch {
    return undefined
  }
}

/** A temporary id is long and random: wherever it stands in a text, it is meant. */
const names = (value: Id, id: Id): boolean =>
  value === id || (typeof value === 'string' && typeof id === 'string' && value.includes(id))
