import { isDeepStrictEqual } from 'node:util'
import { createNextState } from '@reduxjs/toolkit'
import type { Operation } from 'vzaps-rtk/optimistic'
import { gone } from 'vzaps-rtk/optimistic'

// What an entry shows, the slow and plain way: the server's value, and one open operation after the other, as the options
// say. It knows nothing of the engine but its operations, and nothing of the model.

// biome-ignore lint/suspicious/noExplicitAny: the rows and recipes of any api
type Any = any

/** What is read of an operation. */
export type OpenOperation = Operation & {
  /** The id of the row that it makes, once an answer has shown it. */
  readonly madeId?: string
  /** It is known from an answer of a read. */
  readonly isSeen?: boolean
}

/** The options of `withOptimisticUpdates`. */
export interface FoldOptions {
  readonly rows: object
  readonly recipes: object
}

/** The entry that is folded. */
export interface FoldedEntry {
  readonly endpointName: string
  readonly queryArg: unknown
  /** Does the row that an operation makes stand here? That is decided once. */
  holdsRowOf(operation: OpenOperation): boolean
  /** A row as the entries show it without an operation and those behind it. */
  getRow(operation: OpenOperation, type: string, id: string): unknown
  /** A row that an open operation takes from another entry, as the server has it. */
  readRow(type: string, id: string): unknown
}

/** How an operation makes its row: the first of a mutation has its name, those of further kinds that with a number. */
export const insertOf = (recipes: object, { endpointName, item = 0 }: OpenOperation): Any => {
  const [name = '', kind = 0] = endpointName.split('#')
  const insert = [(recipes as Any)[name]?.insert ?? []].flat()[Number(kind)]
  if (!insert || item < 0) return undefined
  return { ...insert, create: (arg: unknown, id: string) => insert.create(arg, id, item) }
}

const attempt = <T>(fallback: T, recipe: () => T): T => {
  try {
    return recipe()
  } catch {
    return fallback
  }
}

const applyOne = (
  options: FoldOptions,
  entry: FoldedEntry,
  operations: readonly OpenOperation[],
  serverValue: unknown,
) => {
  const lensesOf = (type: string) => {
    const { id = (row: Any) => row.id, in: places } = (options.rows as Any)[type]
    const place = places[entry.endpointName]
    return place ? [{ ...place, idOf: (row: Any) => String(id(row)) }] : []
  }
  const change = (data: unknown, type: string, id: string, to: (row: Any) => unknown) =>
    lensesOf(type).reduce((value, { get, set, idOf }) => {
      const ids = idsOf(id, operations)
      const rows: readonly Any[] = get(value)
      const next = rows.map((row) => (ids.includes(idOf(row)) ? to(row) : row))
      if (isDeepStrictEqual(next, rows)) return value
      return set(
        value,
        next.filter((row) => row !== undefined),
      )
    }, data)

  const applyRow = (data: unknown, operation: OpenOperation, row: Any, step: Any): unknown =>
    change(data, row.type, operation.row?.id ?? '', (before) => {
      const update = (draft: Any) => (row.update ? row.update(draft, step) : draft)
      const after = attempt(before, () => createNextState(before, update))
      if (after === gone) return undefined
      if (!step.isSettled) return after
      const answer = attempt({}, () => row.answer?.(step.result) ?? {})
      const told = Object.entries(answer).filter(([key]) => !Object.is(before[key], after[key]))
      return told.length > 0 ? { ...after, ...Object.fromEntries(told) } : after
    })

  const applyInsert = (data: unknown, operation: OpenOperation, insert: Any, step: Any): unknown =>
    lensesOf(insert.type).reduce((value, { get, set, idOf }) => {
      const made = insert.create(step.arg, `tmp:${step.requestId}`)
      const rows: readonly Any[] = get(value)
      if (rows.some((one) => [idOf(made), operation.madeId].includes(idOf(one)))) return value
      return set(value, insert.at === 'end' ? [...rows, made] : [made, ...rows])
    }, data)

  const applyRows = (data: unknown, effects: readonly Any[], step: Any): unknown =>
    effects.reduce((all, { type, ids, update }) => {
      const rows: readonly Any[] = lensesOf(type).flatMap(({ get }) => get(all))
      const named = ids?.(step.arg).map(String) ?? rows.map(({ id }) => String(id))
      return named.reduce((value: unknown, id: string) => {
        const to = (before: Any) => {
          const after = attempt(before, () =>
            createNextState(before, (row: Any) => update(row, step)),
          )
          return after === gone ? undefined : after
        }
        return change(value, type, id, to)
      }, all)
    }, data)

  /** A row in the making is told by the id that the entry shows it with. */
  const argIn = (arg: unknown, data: unknown): unknown => {
    const rows = Object.keys(options.rows).flatMap((type) =>
      lensesOf(type).flatMap(({ get, idOf }) => get(data).map(idOf)),
    )
    return operations
      .filter(({ madeId }) => rows.includes(madeId))
      .reduce(
        (it, { requestId, madeId = '' }) =>
          JSON.parse(JSON.stringify(it).replaceAll(`tmp:${requestId}`, madeId)),
        arg,
      )
  }

  const apply = (data: unknown, operation: OpenOperation): unknown => {
    const { requestId, endpointName, arg, startedTimeStamp, status } = operation
    const { row, entries, rows = [] } = (options.recipes as Any)[endpointName] ?? {}
    const insert = insertOf(options.recipes, operation)
    const { queryArg } = entry
    const isSettled = status === 'settled'
    const result = isSettled ? operation.result : undefined
    const step = { arg, requestId, startedTimeStamp, isSettled, ...(isSettled && { result }) }
    const getRow = (type: string, id: string) => entry.getRow(operation, type, id)
    const withRow = row ? applyRow(data, operation, row, step) : data
    const withNew =
      insert && !isSettled && entry.holdsRowOf(operation)
        ? applyInsert(withRow, operation, insert, step)
        : withRow
    const whole = entries?.[entry.endpointName]
    const isTarget = attempt(false, () => whole?.where(queryArg, arg) ?? false)
    const named = { ...step, arg: argIn(arg, data) }
    const withRows = applyRows(withNew, [rows].flat(), step)
    const done = isTarget
      ? attempt(withRows, () =>
          whole.update(withRows, { ...named, queryArg, isCertain: true, getRow }),
        )
      : withRows
    return isSettled ? takeBack(data, done, operation, insert?.type) : done
  }

  /**
   * An answered one is part of the server value: all that it changes of the rows there, and makes, is as it is there. It puts
   * in no row that the server value lacks.
   */
  const takeBack = (data: unknown, done: unknown, operation: OpenOperation, madeType?: string) =>
    Object.keys(options.rows).reduce((value, type) => {
      const [lens] = lensesOf(type)
      if (!lens) return value
      const { madeId, reads = [] } = operation
      const rowsIn = (of: unknown): readonly Any[] => lens.get(of)
      // One that stands there twice may have fields in one place that it lacks in the other: setting it takes the last.
      const find = (of: unknown, id: string) => rowsIn(of).findLast((row) => lens.idOf(row) === id)
      const isRow = (field: unknown) => typeof field === 'object' && field !== null
      const isThere = (row: unknown) =>
        find(data, lens.idOf(row)) ?? find(serverValue, lens.idOf(row))
      const rows = rowsIn(value)
        .filter(isThere)
        .map((row) => {
          const id = lens.idOf(row)
          const own = find(serverValue, id) ?? entry.readRow(type, id)
          const isMade = type === madeType && id === madeId
          if (!own || (rowsIn(data).includes(row) && !isMade)) return row
          const isRead = reads.some((read) => read.type === type && read.id === id)
          const before = () =>
            find(data, id) ?? (isRead ? entry.getRow(operation, type, id) : undefined)
          const was: Any = isMade ? {} : (before() ?? {})
          const names = Object.keys({ ...own, ...row })
          const isOwn = (name: string) =>
            !Object.is(was[name], row[name]) && !isRow(row[name]) && !isRow(own[name])
          const fields = names.filter((name) => name in (isOwn(name) ? own : row))
          return Object.fromEntries(fields.map((name) => [name, (isOwn(name) ? own : row)[name]]))
        })
      for (const [i, row] of rowsIn(data).entries()) {
        const id = lens.idOf(row)
        if (!find(value, id) && find(serverValue, id)) rows.splice(i, 0, row)
      }
      return isDeepStrictEqual(rows, rowsIn(value)) ? value : lens.set(value, rows)
    }, done)

  return apply
}

/** A row that is being made has two ids once an answer has shown it. */
export const idsOf = (id: string, operations: readonly OpenOperation[]): readonly string[] => {
  const makers = operations.filter(({ madeId }) => madeId !== undefined)
  const pairs = makers.map(({ requestId, madeId = '' }) => [`tmp:${requestId}`, madeId])
  return pairs.find((pair) => pair.includes(id)) ?? [id]
}

/** The view of an entry: its server value, and what is open on it. */
export const naiveFold = (
  options: FoldOptions,
  entry: FoldedEntry,
  serverValue: unknown,
  operations: readonly OpenOperation[],
): unknown => operations.reduce(applyOne(options, entry, operations, serverValue), serverValue)
