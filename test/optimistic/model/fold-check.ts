import { isDeepStrictEqual } from 'node:util'
import type { Operation } from 'vzaps-rtk/optimistic'
import type { OverlayClient } from './adapters/overlay.ts'
import type { OpenOperation } from './naive-fold.ts'
import { idsOf, insertOf, naiveFold } from './naive-fold.ts'
import type { ServerValues } from './server-value-check.ts'
import type { Entry, EntryData, Row } from './todos.ts'
import { allRowsOf, detailOf, isDetail, isTemporary, rowsOf } from './todos.ts'
import type { Shown, Violation } from './violation.ts'

type RowRead = NonNullable<Operation['reads']>[number]
type Into = Readonly<Record<string, ((queryArg: unknown, arg: unknown) => boolean) | undefined>>

const size = (row: object | undefined) => (row ? Object.keys(row).length : -1)

/** Of a row in several entries, the one that has most fields; of two, the one that an answer has shown. */
const fullest = (rows: readonly Row[]): Row | undefined =>
  [...rows.filter((row) => !isTemporary(row)), ...rows.filter(isTemporary)].reduce<Row | undefined>(
    (best, row) => (size(row) > size(best) ? row : best),
    undefined,
  )

/** Compares each entry with the slow and plain fold; entries that did not change are not looked at again. */
export const createFoldCheck = (client: OverlayClient) => {
  let lastOperations: readonly Operation[] = []
  let last = new Map<string, readonly [data: unknown, server: unknown]>()
  /**
   * In which entries new rows stand: asked when both are there for the first time; a `merge` list may be asked again, once
   * it goes back to its first page. */
  let decided = new Map<string, boolean>()

  const holdsRowOf = (entry: Entry, operation: Operation, isAskedAgain: boolean): boolean => {
    const { requestId, arg } = operation
    const key = `${entry.key} ${requestId}`
    const into = (insertOf(client.options.recipes, operation)?.into as Into)?.[entry.endpoint]
    const known = decided.get(key)
    const isOpen = known === undefined || (isAskedAgain && !known)
    const holds = isOpen ? (into?.(client.argOf(entry), arg) ?? false) : known
    if (isOpen) decided.set(key, holds)
    return holds
  }

  /** The row that it makes: what stands in for that until its answer is there. */
  const createdBy = (operation: Operation): unknown => {
    const insert = insertOf(client.options.recipes, operation)
    return operation.status === 'settled'
      ? insert?.answer(operation.result, operation.item ?? 0)
      : insert?.create(operation.arg, `tmp:${operation.requestId}`)
  }

  /** An answer showed the row that it makes, and none of the server values has it any more: it was taken away again. */
  const isGone = ({ isSeen = false, madeId = '' }: OpenOperation, values: ServerValues): boolean =>
    isSeen &&
    ![...values.values()].some((data) => data && allRowsOf(data).some(({ id }) => id === madeId))

  /** An entry that comes again, or an operation that is over, is asked for anew. */
  const forgetOthers = (shown: readonly Shown[], operations: readonly Operation[]) => {
    if (decided.size === 0) return
    const kept = new Map<string, boolean>()
    for (const { entry } of shown) {
      for (const { requestId } of operations) {
        const key = `${entry.key} ${requestId}`
        const holds = decided.get(key)
        if (holds !== undefined) kept.set(key, holds)
      }
    }
    decided = kept
  }

  return (shown: readonly Shown[], values: ServerValues): Violation | undefined => {
    const operations = client.operations()
    const before = last
    const isSame = operations === lastOperations
    last = new Map()
    lastOperations = operations
    if (!isSame || before.size !== shown.length) forgetOthers(shown, operations)
    const foldOf = (
      entry: Entry,
      server: unknown,
      open: readonly Operation[],
      isAskedAgain: boolean,
    ): EntryData | undefined =>
      naiveFold(
        client.options,
        {
          endpointName: entry.endpoint,
          queryArg: client.argOf(entry),
          holdsRowOf: (operation) =>
            holdsRowOf(entry, operation, isAskedAgain) && !isGone(operation, values),
          getRow: (operation, type, id) => rowBefore(operation, type, id, isAskedAgain),
          readRow: (type, id) => serverRow(type, id),
        },
        server,
        open,
      ) as EntryData | undefined

    /** What the server last said of a row that an operation takes from another entry. */
    const serverRow = (type: string, id: string): unknown => {
      const isIt = (one: RowRead) => one.type === type && one.id === id
      const read = operations.flatMap(({ reads = [] }) => reads.filter(isIt))[0]
      if (!read) return undefined
      const rows = [...values].flatMap(([, data]) => (data ? rowsOf(data) : []))
      return fullest(rows.filter((row) => row.id === id)) ?? read.row
    }

    /** A row as it is shown without an operation and those behind it: as an entry has it, or as it was read before. */
    const rowBefore = (
      operation: OpenOperation,
      type: string,
      id: string,
      isAskedAgain: boolean,
    ): unknown => {
      const older = operations.slice(0, operations.indexOf(operation))
      const ids = idsOf(id, operations)
      const isDeleted = ({ endpointName, row, status }: Operation) =>
        endpointName === 'deleteTodo' && status !== 'settled' && ids.includes(row?.id ?? '')
      if (older.some(isDeleted)) return undefined
      const isIt = (one: RowRead) => one.type === type && ids.includes(one.id)
      const read = operation.reads?.find(isIt)
      const rows = shown.flatMap(({ entry }) => {
        const server = values.get(entry.key)
        // Its own entry cannot be without it.
        if (!server || (read?.isGone && isDetail(entry))) return []
        const known = foldOf(entry, server, older, isAskedAgain)
        const isThat = (one: Row) => ids.includes(one.id)
        const here = known ? rowsOf(known).filter(isThat) : []
        if (here.length > 0) return here
        // An older one takes it from there: it is played as if it were elsewhere.
        const hidden = rowsOf(server).filter(isThat)
        return hidden.map((one) => foldOf(detailOf(id), one, older, isAskedAgain) as Row)
      })
      // One that is being made may stand in one entry as it was made, and in another as an answer has it.
      const row = fullest(rows)
      if (row) return row
      // It stands nowhere: it is played as if it were where it is to stand.
      const maker = older.find(({ requestId }) => ids.includes(`tmp:${requestId}`))
      const isMade = maker && !(maker as OpenOperation).isSeen && maker.status !== 'settled'
      if (read?.row && !isMade) return foldOf(detailOf(id), read.row, older, isAskedAgain)
      const made = maker && !read?.isGone && createdBy(maker)
      // No server value has it: so it has none of those that are answered, either.
      const asOpen = (one: Operation): Operation => ({ ...one, status: 'pending' })
      const later = maker ? older.slice(older.indexOf(maker) + 1).map(asOpen) : []
      return made && foldOf(detailOf(id), made, later, isAskedAgain)
    }

    const hasReads = operations.some(({ reads }) => reads)
    for (const { entry, data } of shown) {
      const server = values.get(entry.key)
      const [oldData, oldServer] = before.get(entry.key) ?? []
      last.set(entry.key, [data, server])
      if (isSame && !hasReads && data === oldData && server === oldServer) continue
      const fold = (isAskedAgain: boolean) => foldOf(entry, server, operations, isAskedAgain)
      const expected = fold(false)
      if (!isDeepStrictEqual(data, expected) && !isDeepStrictEqual(data, fold(true))) {
        const [is, must] = [JSON.stringify(data), JSON.stringify(expected)]
        const open = operations.map(({ status, arg }) => `${status} ${JSON.stringify(arg)}`)
        const text = `${entry.key} is ${is}, must be ${must}; open are ${open.join(', ')}`
        return { rule: 'fold', text }
      }
    }
    return undefined
  }
}
