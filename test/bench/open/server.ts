import type { ChangeArgs, Mutation, OwnedRow } from './api.ts'
import { makeOwnedRow } from './api.ts'

/** A mutation as it was called. */
export interface Called {
  /** Counts the calls. */
  readonly index: number
  readonly mutation: Mutation
  readonly args: ChangeArgs
}

/** The rows as the server has them, and what it makes of a call. */
export interface OpenServer {
  /** The rows as an answer brings them: new objects each time. */
  list(): OwnedRow[]
  /** Carries a call out, and gives the row that it answers with: a later call's value is not taken back by an older one. */
  carryOut(called: Called): OwnedRow
  /** Another client's change, of a field that no mutation writes. */
  touch(): void
  /** The names of rows and owners as they are once these calls are carried out too. */
  namesAfter(calls: readonly Called[]): readonly string[]
}

export const namesOf = (rows: Iterable<OwnedRow>): readonly string[] =>
  Array.from(rows, ({ name, owner }) => `${name}, ${owner.name}`).sort()

interface State {
  readonly rows: Map<string, OwnedRow>
  /** Which call last wrote a row. */
  readonly writtenBy: Map<string, number>
}

const copyOf = <Data>(data: Data): Data => JSON.parse(JSON.stringify(data))

const write = (state: State, { index }: Called, row: OwnedRow): OwnedRow => {
  if ((state.writtenBy.get(row.id) ?? -1) < index) {
    state.writtenBy.set(row.id, index)
    state.rows.set(row.id, row)
  }
  return row
}

const carryOut = (state: State, called: Called): OwnedRow => {
  const { index, mutation, args } = called
  if (mutation === 'createRow') {
    return write(state, called, { ...makeOwnedRow(1_000_000 + index), name: args.name })
  }
  const row = state.rows.get(args.id)
  if (!row) throw new Error(`There is no row ${args.id}`)
  if (mutation === 'removeRow') {
    state.rows.delete(args.id)
    return row
  }
  if (mutation === 'renameOwner') {
    return write(state, called, { ...row, owner: { ...row.owner, name: args.name } })
  }
  const renamed = mutation === 'renameAllInList' ? [...state.rows.values()] : [row]
  for (const each of renamed) write(state, called, { ...each, name: args.name })
  return { ...row, name: args.name }
}

export const createOpenServer = (count: number): OpenServer => {
  const first = Array.from({ length: count }, (_, index) => makeOwnedRow(index))
  const state: State = {
    rows: new Map(first.map((row) => [row.id, row])),
    writtenBy: new Map(),
  }
  let touches = 0
  return {
    list: () => copyOf([...state.rows.values()]),
    carryOut: (called) => copyOf(carryOut(state, called)),
    touch() {
      const [row] = state.rows.values()
      if (row) state.rows.set(row.id, { ...row, whatsapp_push_name: `Phone ${++touches}` })
    },
    namesAfter(calls) {
      const later = { rows: new Map(state.rows), writtenBy: new Map(state.writtenBy) }
      for (const called of calls) carryOut(later, called)
      return namesOf(later.rows.values())
    },
  }
}
