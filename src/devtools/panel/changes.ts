/** Where a value stands in data: names of fields, and positions in lists. */
export type Path = readonly (string | number)[]

/** What differs between two versions of data. */
export interface Change {
  readonly kind: 'changed' | 'added' | 'removed'
  /** In what it was made of; of something removed, in what it was before. */
  readonly path: Path
  readonly before: unknown
  readonly after: unknown
}

/** Enough to see what happened. */
const MAX_CHANGES = 200

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** What tells the rows of a list apart: their ids, if each has one, and else their positions. */
const keysOf = (list: readonly unknown[]): readonly unknown[] | undefined => {
  const ids = list.map((item) => (isObject(item) ? (item.id ?? item.key) : undefined))
  return ids.includes(undefined) || new Set(ids).size < ids.length ? undefined : ids
}

/**
 * What differs between two versions of data, field by field. Rows of a list are compared with those of the same `id`,
 * wherever they stand: a row that was put on top changes none of the others.
 */
export const changesBetween = (before: unknown, after: unknown): readonly Change[] => {
  const found: Change[] = []
  const note = (change: Change) => {
    if (found.length < MAX_CHANGES) found.push(change)
  }

  const lists = (from: readonly unknown[], to: readonly unknown[], path: Path) => {
    const [old, next] = [keysOf(from), keysOf(to)]
    const at = new Map((old && next ? old : [...from.keys()]).map((key, i) => [key, i]))
    for (const [i, item] of to.entries()) {
      const key = old && next ? next[i] : i
      const was = at.get(key)
      at.delete(key)
      if (was === undefined)
        note({ kind: 'added', path: [...path, i], before: undefined, after: item })
      else walk(from[was], item, [...path, i])
    }
    for (const i of at.values())
      note({ kind: 'removed', path: [...path, i], before: from[i], after: undefined })
  }

  const fields = (
    from: Readonly<Record<string, unknown>>,
    to: Readonly<Record<string, unknown>>,
    path: Path,
  ) => {
    for (const name of new Set([...Object.keys(from), ...Object.keys(to)])) {
      const [was, is] = [Object.hasOwn(from, name), Object.hasOwn(to, name)]
      const change = { path: [...path, name], before: from[name], after: to[name] }
      if (was && is) walk(from[name], to[name], change.path)
      else note({ kind: is ? 'added' : 'removed', ...change })
    }
  }

  const walk = (from: unknown, to: unknown, path: Path): void => {
    if (Object.is(from, to) || found.length >= MAX_CHANGES) return
    if (Array.isArray(from) && Array.isArray(to)) lists(from, to, path)
    else if (isObject(from) && isObject(to) && !Array.isArray(from) && !Array.isArray(to))
      fields(from, to, path)
    else note({ kind: 'changed', path, before: from, after: to })
  }

  walk(before, after, [])
  return found
}

/** A path as code has it: `content[0].name`. */
export const pathText = (path: Path): string =>
  path
    .map((part, i) => (typeof part === 'number' ? `[${part}]` : i === 0 ? part : `.${part}`))
    .join('') || 'all of it'

/** A path as one key. */
export const pathKey = (path: Path): string => JSON.stringify(path)
