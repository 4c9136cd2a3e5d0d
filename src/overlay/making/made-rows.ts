import type { Id, IdPair } from '../operations/named-ids.ts'
import { replaceIds, valuesIn } from '../operations/named-ids.ts'
import { temporaryId, temporaryNumber } from '../operations/temporary-ids.ts'
import type { InsertRecipe } from '../recipes/any-recipe.ts'
import type { RowMade } from '../recipes/rows-made.ts'
import { rowsMade } from '../recipes/rows-made.ts'
import type { Schema } from '../recipes/schema.ts'
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

interface OpenRow extends Omit<RowMade, 'requestId'> {
  readonly temporaryId: Id
  resolve(): void
}

/** Makes an empty {@link MadeRows}. */
export const createMadeRows = (schema: Schema): MadeRows => {
  const rows = new Map<Id, Making>()
  const open = new Map<string, readonly OpenRow[]>()

  const namedIn = (arg: unknown): ReadonlyMap<Id, Making> => {
    const found = new Map<Id, Making>()
    if (rows.size === 0) return found
    for (const value of valuesIn(arg)) {
      for (const [id, making] of rows) if (names(value, id)) found.set(id, making)
    }
    return found
  }

  const end: MadeRows['end'] = (requestId, answer) => {
    for (const { temporaryId: id, endpointName, item, resolve } of open.get(requestId) ?? []) {
      const insert = schema.recipeOf({ endpointName }).insert
      const real = insert && answer && idOf(schema, insert, answer.result, item)
      rows.set(id, real === undefined ? { status: 'failed' } : { status: 'made', id: real })
      resolve()
    }
    open.delete(requestId)
  }

  /** A row begins to be made. */
  const begin = ({ requestId, endpointName, item }: RowMade): OpenRow => {
    const type = schema.recipeOf({ endpointName }).insert?.type ?? ''
    const id = schema.hasNumbers(type) ? temporaryNumber(requestId) : temporaryId(requestId)
    let resolve = () => {}
    const ended = new Promise<void>((done) => {
      resolve = done
    })
    rows.set(id, { status: 'making', ended })
    return { temporaryId: id, endpointName, item, resolve }
  }

  return {
    start: (call) => {
      let made: readonly RowMade[] = []
      try {
        made = rowsMade(schema, call)
      } catch {
        // That is reported where the operation begins.
      }
      if (made.length === 0) return
      open.set(call.requestId, made.map(begin))
      for (const [old, { status }] of rows) {
        if (rows.size <= MAX_KNOWN) break
        if (status !== 'making') rows.delete(old)
      }
    },
    end,
    namedIn,
    real: (arg) => {
      const made = [...namedIn(arg)].flatMap(([id, row]): IdPair[] =>
        row.status === 'made' ? [[id, row.id]] : [],
      )
      return replaceIds(arg, made)
    },
    clear: () => {
      for (const requestId of [...open.keys()]) end(requestId)
      rows.clear()
    },
  }
}

/** The id of the row in an answer. Where its recipe throws that is reported once the answer is shown. */
const idOf = (
  schema: Schema,
  { type, answer }: InsertRecipe,
  result: unknown,
  item: number,
): Id | undefined => {
  try {
    const row = answer(result, item)
    return row && schema.rowId(type, row)
  } catch {
    return undefined
  }
}

/** A temporary id is long and random: wherever it stands in a text, it is meant. */
const names = (value: Id, id: Id): boolean =>
  value === id || (typeof value === 'string' && typeof id === 'string' && value.includes(id))
