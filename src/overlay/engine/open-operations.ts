import type { Operation } from '../operations/operation.ts'
import { rowKey, standInId } from '../operations/operation.ts'
import type { Schema } from '../recipes/schema.ts'

/**
 * The open operations, looked up by what they change; each list in the order of their calls. Made from the state's list,
 * and kept up to date with it.
 */
export interface OpenOperations {
  /** By row type and id: those that change a row. */
  readonly byRow: ReadonlyMap<string, ReadonlyMap<string, readonly Operation[]>>
  /** By scope. */
  readonly byScope: ReadonlyMap<string, readonly Operation[]>
  /** Those that make rows. */
  readonly inserts: readonly Operation[]
  /** Those that change whole entries. */
  readonly onEntries: readonly Operation[]
  /** How many wait for an older one though they are settled. */
  readonly waiting: number
  /** The one that makes a row of this temporary id, or of the id that answers have shown it with. */
  makerOf(type: string, id: string): Operation | undefined
  /** Does any take rows from other entries into its own? */
  readonly hasReaders: boolean
  /** Those that take this one. */
  readersOf(type: string, id: string): readonly Operation[]
  /** Those that change a row, by whichever id they name it. */
  operationsOn(type: string, id: string): readonly Operation[]
  add(operation: Operation): void
  remove(operation: Operation): void
  /** Takes the place of an operation of the same request. */
  replace(operation: Operation, next: Operation): void
}

const none: readonly never[] = []

type Lists = Map<string, Operation[]>

/** Indexes a list of operations. */
export const createOpenOperations = (
  schema: Schema,
  operations: readonly Operation[],
): OpenOperations => {
  const byRow = new Map<string, Lists>()
  const byScope: Lists = new Map()
  const makers = new Map<string, Operation>()
  const readers: Lists = new Map()
  const inserts: Operation[] = []
  const onEntries: Operation[] = []
  let waiting = 0

  const listIn = (lists: Lists, key: string): Operation[] => {
    const known = lists.get(key)
    if (known) return known
    const made: Operation[] = []
    lists.set(key, made)
    return made
  }

  /** Every list that the operation is in. */
  const eachList = (
    { row, scope, endpointName }: Operation,
    change: (list: Operation[], clean: () => void) => void,
  ) => {
    const recipe = schema.recipeOf({ endpointName })
    if (row && recipe.changesRow) {
      const rows = byRow.get(row.type) ?? new Map<string, Operation[]>()
      byRow.set(row.type, rows)
      change(listIn(rows, row.id), () => rows.delete(row.id))
    }
    if (scope !== undefined) change(listIn(byScope, scope), () => byScope.delete(scope))
    if (recipe.insert) change(inserts, () => {})
    if (recipe.changesEntries) change(onEntries, () => {})
  }

  const count = ({ status }: Operation, by: number) => {
    if (status === 'settled') waiting += by
  }

  const noteMaker = (operation: Operation, isOpen: boolean) => {
    const type = schema.recipeOf(operation).insert?.type
    if (type === undefined) return
    for (const id of [standInId(operation), operation.madeId]) {
      if (id === undefined) continue
      if (isOpen) makers.set(rowKey(type, id), operation)
      else makers.delete(rowKey(type, id))
    }
  }

  const noteReads = (operation: Operation, isOpen: boolean) => {
    for (const { type, id } of operation.reads ?? none) {
      const others = listIn(readers, rowKey(type, id)).filter((one) => one !== operation)
      const list = isOpen ? [...others, operation] : others
      if (list.length > 0) readers.set(rowKey(type, id), list)
      else readers.delete(rowKey(type, id))
    }
  }

  const makerOf = (type: string, id: string) =>
    makers.size === 0 ? undefined : makers.get(rowKey(type, id))

  const add = (operation: Operation) => {
    eachList(operation, (list) => list.push(operation))
    count(operation, 1)
    noteMaker(operation, true)
    noteReads(operation, true)
  }

  for (const operation of operations) add(operation)

  return {
    byRow,
    byScope,
    inserts,
    onEntries,
    get waiting() {
      return waiting
    },
    makerOf,
    get hasReaders() {
      return readers.size > 0
    },
    readersOf: (type, id) => (readers.size === 0 ? none : (readers.get(rowKey(type, id)) ?? none)),
    operationsOn: (type, id) => {
      const rows = byRow.get(type)
      const found = rows?.get(id) ?? none
      const maker = rows && makerOf(type, id)
      if (!maker) return found
      const temporary = standInId(maker)
      const other = rows.get(id === temporary ? (maker.madeId ?? '') : temporary)
      if (!other) return found
      return [...found, ...other].sort((a, b) => a.startedAt - b.startedAt)
    },
    add,
    remove: (operation) => {
      eachList(operation, (list, clean) => {
        list.splice(list.indexOf(operation), 1)
        if (list.length === 0) clean()
      })
      count(operation, -1)
      noteMaker(operation, false)
      noteReads(operation, false)
    },
    replace: (operation, next) => {
      eachList(operation, (list) => {
        list[list.indexOf(operation)] = next
      })
      count(operation, -1)
      count(next, 1)
      noteMaker(operation, false)
      noteMaker(next, true)
      noteReads(operation, false)
      noteReads(next, true)
    },
  }
}
