import type { Move } from './moves.ts'

interface Row {
  readonly key: string
  readonly name: string
}

/** A change that was asked for and is not answered yet. */
interface Open {
  /** Its call. */
  readonly id: string
  readonly kind: 'create' | 'rename'
  /** Of the row that it makes, or changes. */
  readonly key: string
  readonly name: string
}

/**
 * The referee's own record of a story, apart from both stores: what the gateway has carried out, and what the user asked
 * for that is not answered yet. What should be on the screen is the one over the other.
 */
export interface Truth {
  readonly rows: readonly Row[]
  readonly open: readonly Open[]
}

export const truthOf = (names: readonly string[]): Truth => ({
  rows: names.map((name) => ({ key: name, name })),
  open: [],
})

const apply = (rows: readonly Row[], { kind, key, name }: Open): readonly Row[] =>
  kind === 'create'
    ? [{ key, name }, ...rows]
    : rows.map((row) => (row.key === key ? { key, name } : row))

const shown = ({ rows, open }: Truth) => open.reduce(apply, rows)

/** The names that should be on the screen, from top to bottom. */
export const namesOf = (truth: Truth): readonly string[] => shown(truth).map(({ name }) => name)

const end = (truth: Truth, call: Open, isDone: boolean): Truth => ({
  rows: isDone ? apply(truth.rows, call) : truth.rows,
  open: truth.open.filter(
    (other) =>
      other !== call &&
      // What was asked of a row that was never made ends with it.
      (isDone || call.kind !== 'create' || other.key !== call.key),
  ),
})

/** What a move makes of it. */
export const truthAfter = (truth: Truth, move: Move): Truth => {
  switch (move.kind) {
    case 'poll':
      return truth
    case 'create': {
      const id = `create ${move.name}`
      return { ...truth, open: [...truth.open, { id, kind: 'create', key: id, name: move.name }] }
    }
    case 'rename': {
      const key = shown(truth)[move.row]?.key
      const id = `rename to ${move.to}`
      return key === undefined
        ? truth
        : { ...truth, open: [...truth.open, { id, kind: 'rename', key, name: move.to }] }
    }
    case 'end': {
      const call = truth.open.find(({ id }) => id === move.call)
      const isMade = call?.kind === 'create' || truth.rows.some(({ key }) => key === call?.key)
      return call && isMade ? end(truth, call, move.verdict === 'through') : truth
    }
  }
}

/** Whether an older change of the same row, or an older create, is to be answered before this one. */
export const isEarly = ({ open }: Truth, id: string): boolean => {
  const call = open.find((other) => other.id === id)
  const first = open.find(
    ({ kind, key }) => kind === call?.kind && (kind === 'create' || key === call?.key),
  )
  return call !== first
}
