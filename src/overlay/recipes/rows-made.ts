import type { Schema } from './schema.ts'

/** A row that a call makes. Each is an operation of its own; the first one is the call's. */
export interface RowMade {
  readonly requestId: string
  /** The name of its recipe. */
  readonly endpointName: string
  /** Which one it is of those that the recipe makes. */
  readonly item: number
}

/**
 * All rows that a call makes, in their order.
 *
 * @throws what the app's `count` throws.
 */
export const rowsMade = (
  schema: Schema,
  { requestId, endpointName, arg }: { requestId: string; endpointName: string; arg: unknown },
): readonly RowMade[] => {
  const made: RowMade[] = []
  const names = [endpointName, ...(schema.recipeOf({ endpointName }).further ?? [])]
  let further = 0
  for (const name of names) {
    const { insert } = schema.recipeOf({ endpointName: name })
    const count = insert ? (insert.count?.(arg) ?? 1) : 0
    for (let item = 0; item < count; item++) {
      const isFirst = name === endpointName && item === 0
      made.push({
        // No temporary id may begin with another one: in a text that would be found in it.
        requestId: isFirst ? requestId : `${++further}#${requestId}`,
        endpointName: name,
        item,
      })
    }
  }
  return made
}
