import type { Operation, SettledOperation } from './operations.ts'
import { isPlainData } from './plain-data.ts'
import { rowKey } from './row-index.ts'
import type { CacheEvent } from './rtk-query-actions.ts'
import type { Schema } from './schema.ts'

type Started = Extract<CacheEvent, { kind: 'mutation-started' }>

/** The operation once its answer is there. */
export const settledNow = (
  operation: Operation,
  endedAt: number,
  result: unknown,
): SettledOperation => ({
  ...operation,
  status: 'settled',
  endedAt,
  result,
})

/** A mutation as an operation; `undefined` where there is no recipe, or its argument fits none. */
export const beginOperation = (
  { requestId, endpointName, arg, startedTimeStamp }: Omit<Started, 'kind'>,
  startedAt: number,
  schema: Schema,
): Operation | undefined => {
  if (!schema.hasRecipe(endpointName) || !isPlainData(arg)) return undefined
  const recipe = schema.recipeOf(endpointName)
  let row: Operation['row']
  let scope: string | undefined
  try {
    row = recipe.row && { type: recipe.row.type, id: String(recipe.row.id(arg)) }
    scope = recipe.scope ? recipe.scope(arg) : row && rowKey(row.type, row.id)
  } catch {
    // An argument of the wrong form: the call itself will say so, and there is nothing to show.
    return undefined
  }
  const start = { requestId, endpointName, arg, startedTimeStamp, row, scope, startedAt }
  return { ...start, isOverlapped: false, status: 'pending' }
}
