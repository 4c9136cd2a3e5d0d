import type { Aliases } from './aliases.ts'
import type { Lens } from './lens.ts'
import type { Operation, RowRef, SettledOperation } from './operations.ts'
import type { Mode, OnRecipeError } from './row-player.ts'
import { createRowPlayer, stepOf } from './row-player.ts'
import type { InsertRecipe, Schema } from './schema.ts'
import { withRow } from './with-row.ts'

/** The entry that operations are played on. */
export interface PlayedEntry extends Pick<Aliases, 'isMadeBy' | 'isGone'> {
  readonly endpointName: string
  readonly originalArgs?: unknown
  /** The overlay's clock when an answer last landed on it. */
  readonly landedAt: number
  /** Where the row stands in the server value, and nowhere else there; of any other value it tells nothing. */
  positionOf(row: RowRef): number | undefined
  /** Is it one of those whose whole data the operation changes? */
  isTarget(operation: Operation): boolean
}

/** How a settled operation becomes part of a server value. */
export interface Folding {
  /** The answer's row is known to be the newest. */
  readonly isWhole: boolean
  /** The row that it made, as it is known by now; `undefined` when it is gone again. */
  readonly created: object | undefined
}

/** Plays operations over values. */
export interface Player {
  /** The value as open operations make it appear; the same value when they change nothing. */
  show(value: unknown, operations: readonly Operation[], entry: PlayedEntry): unknown
  /**
   * What is shown once operations on this one row came or went; `undefined` where they may have changed more than it.
   */
  showRow(
    shown: unknown,
    value: unknown,
    row: RowRef,
    operations: readonly Operation[],
    entry: PlayedEntry,
  ): unknown
  /** The server value once the operation is part of it. */
  fold(value: unknown, operation: SettledOperation, entry: PlayedEntry, folding: Folding): unknown
  /** The same for one row; `undefined` when it goes. */
  foldRow(row: object, operation: SettledOperation, isWhole?: boolean): object | undefined
}

/** Makes a player. */
export const createPlayer = (schema: Schema, onError: OnRecipeError | undefined): Player => {
  const rowPlayer = createRowPlayer(schema, onError)
  const { ask } = rowPlayer

  const rowInTheMaking = (operation: Operation, insert: InsertRecipe, entry: PlayedEntry) =>
    entry.isGone(operation) ? undefined : rowPlayer.create(operation, insert)

  const insertInto = (
    rows: readonly object[],
    lens: Lens,
    operation: Operation,
    recipe: InsertRecipe,
    row: object | undefined,
    // One that a later operation takes away was there all the same.
    before: readonly object[],
    entry: PlayedEntry,
  ): readonly object[] => {
    if (!row) return rows
    const id = lens.idOf(row)
    // An answer that came meanwhile may show the very row that is being made.
    const isThere = (other: object): boolean => {
      const otherId = lens.idOf(other)
      return otherId === id || entry.isMadeBy(operation, lens.type, otherId)
    }
    if (rows.some(isThere) || (before !== rows && before.some(isThere))) return rows
    return recipe.at === 'end' ? [...rows, row] : [row, ...rows]
  }

  const changesRows = ({ endpointName }: Operation): boolean => {
    const { row } = schema.recipeOf(endpointName) ?? {}
    return (row?.update ?? row?.answer) !== undefined
  }

  /** Which rows of a type the operations change, and which they make. */
  const sortOut = (lens: Lens, operations: readonly Operation[], entry: PlayedEntry) => {
    const byId = new Map<string, Operation[]>()
    const inserts: (readonly [Operation, InsertRecipe])[] = []
    for (const operation of operations) {
      const { insert } = schema.recipeOf(operation.endpointName) ?? {}
      if (operation.row?.type === lens.type && changesRows(operation)) {
        const known = byId.get(operation.row.id)
        if (known) known.push(operation)
        else byId.set(operation.row.id, [operation])
      }
      if (insert?.type === lens.type && isInto(insert, operation, entry)) {
        inserts.push([operation, insert])
      }
    }
    return { byId, inserts }
  }

  /** Plays what operations do to the rows of one type: one walk over the rows, however many there are of either. */
  const playRows = (
    data: unknown,
    lens: Lens,
    operations: readonly Operation[],
    entry: PlayedEntry,
    mode: Mode,
    made: object | undefined,
  ): unknown => {
    const { byId, inserts } = sortOut(lens, operations, entry)
    if (byId.size === 0 && inserts.length === 0) return data
    const before = lens.get(data)
    let rows = byId.size === 0 ? before : mapRows(before, lens, byId, mode)
    const [only] = before
    if (rows.length === 0 && before.length === 1 && only && inserts.length === 0) {
      return playAlone(data, lens, byId.get(lens.idOf(only)) ?? [], mode)
    }
    for (const [operation, insert] of inserts) {
      const row = mode === 'shown' ? rowInTheMaking(operation, insert, entry) : made
      rows = insertInto(rows, lens, operation, insert, row, before, entry)
    }
    return rows === before ? data : lens.set(data, rows)
  }

  /**
   * One operation after the other: data that cannot be without its row keeps it when it goes, as it was just before,
   * and what else is pending on it still shows.
   */
  const playAlone = (
    data: unknown,
    lens: Lens,
    operations: readonly Operation[],
    mode: Mode,
  ): unknown =>
    operations.reduce((value, operation) => {
      const [row] = lens.get(value)
      const next = row && rowPlayer.play(row, operation, mode)
      return next === row ? value : lens.set(value, next ? [next] : [])
    }, data)

  const mapRows = (
    before: readonly object[],
    lens: Lens,
    byId: ReadonlyMap<string, readonly Operation[]>,
    mode: Mode,
  ): readonly object[] => {
    let rows: (object | undefined)[] | undefined
    let isShorter = false
    for (let i = 0; i < before.length; i++) {
      const row = before[i] as object
      const operations = byId.get(lens.idOf(row))
      const next = operations ? playOne(row, operations, mode) : row
      if (next === row) continue
      rows ??= before.slice()
      rows[i] = next
      isShorter ||= next === undefined
    }
    if (!rows) return before
    return (isShorter ? rows.filter((row) => row !== undefined) : rows) as readonly object[]
  }

  const showRow: Player['showRow'] = (shown, value, row, operations, entry) => {
    const lens = schema.lensOf(entry.endpointName, row.type)
    const at = entry.positionOf(row)
    const server = at === undefined ? undefined : lens?.get(value)[at]
    if (!lens || at === undefined || !server) return undefined
    const whole = schema.changersOf(entry.endpointName)
    if (whole.size > 0 && operations.some((open) => whole.has(open.endpointName))) return undefined
    const onRow = operations.filter((open) => isOn(open, row))
    const next = rowPlayer.show(server, onRow.filter(changesRows))
    const rows = lens.get(shown)
    const shownAt = findAt(rows, lens, row.id, at)
    if (!next || shownAt < 0) return undefined
    return rows[shownAt] === next ? shown : lens.set(shown, withRow(rows, shownAt, next))
  }

  const playOne = (row: object, operations: readonly Operation[], mode: Mode) => {
    if (mode === 'shown') return rowPlayer.show(row, operations)
    // One at a time is folded.
    const [operation] = operations
    return operation ? rowPlayer.play(row, operation, mode) : row
  }

  const isInto = (insert: InsertRecipe, operation: Operation, entry: PlayedEntry): boolean =>
    ask(
      operation,
      false,
      () => insert.into[entry.endpointName]?.(entry.originalArgs, operation.arg) ?? false,
    )

  const playEntry = (value: unknown, operation: Operation, entry: PlayedEntry): unknown => {
    const recipe = schema.recipeOf(operation.endpointName)?.entries?.[entry.endpointName]
    if (!recipe || !entry.isTarget(operation)) return value
    const isCertain = entry.landedAt <= operation.startedAt
    const queryArg = entry.originalArgs
    return ask(operation, value, () =>
      recipe.update(value, { ...stepOf(operation), queryArg, isCertain }),
    )
  }

  const play = (
    value: unknown,
    operations: readonly Operation[],
    entry: PlayedEntry,
    mode: Mode,
    made?: object,
  ): unknown => {
    let data = value
    for (const lens of schema.lensesOf(entry.endpointName)) {
      data = playRows(data, lens, operations, entry, mode, made)
    }
    for (const operation of operations) data = playEntry(data, operation, entry)
    return data
  }

  return {
    show: (value, operations, entry) => play(value, operations, entry, 'shown'),
    showRow,
    foldRow: (row, operation, isWhole) =>
      rowPlayer.play(row, operation, isWhole ? 'whole' : 'folded'),
    fold: (value, operation, entry, { isWhole, created }) =>
      play(value, [operation], entry, isWhole ? 'whole' : 'folded', created),
  }
}

const isOn = ({ row }: Operation, { type, id }: RowRef): boolean =>
  row !== undefined && row.id === id && row.type === type

/** What is shown may have fewer rows than the server value, or more: they may stand elsewhere. */
const findAt = (rows: readonly object[], lens: Lens, id: string, at: number): number => {
  const row = rows[at]
  return row && lens.idOf(row) === id ? at : rows.findIndex((other) => lens.idOf(other) === id)
}
