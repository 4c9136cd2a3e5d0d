/** What is known when polls are planned. */
export interface Watched {
  /** The instances that are due and that no poll of a list tells of. */
  readonly ids: readonly string[]
  /** Lists that could be asked: by cache key, the ids that they show. */
  readonly lists: ReadonlyMap<string, ReadonlySet<string>>
  /** On which page of the whole account an instance was seen last, of the largest pages that the server gives. */
  readonly pageOf: ReadonlyMap<string, number>
  /** How many such pages there are, once one was answered. */
  readonly pageCount: number | undefined
}

/** The requests that tell of all of them. */
export interface Plan {
  /** Cache keys. */
  readonly lists: readonly string[]
  readonly pages: readonly number[]
  readonly ids: readonly string[]
}

/** More ids than these are worth a look at the first page, to learn how many pages there are. */
const FEW = 3

const pagesUpTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1)

/**
 * Plans the fewest requests: whatever tells of several instances at once before what tells of one. Never more than there
 * are ids, nor, once that is known, than there are pages.
 */
export const planPolls = ({ ids, lists, pageOf, pageCount }: Watched): Plan => {
  const rest = new Set(ids)
  const take = (told: Iterable<string>) => {
    for (const id of told) rest.delete(id)
  }
  const keys: string[] = []
  const open = new Map(lists)
  while (rest.size > 1 && open.size > 0) {
    let best: readonly [key: string, told: readonly string[]] = ['', []]
    for (const [key, shown] of open) {
      const told = [...rest].filter((id) => shown.has(id))
      if (told.length < 2) open.delete(key)
      else if (told.length > best[1].length) best = [key, told]
    }
    if (best[1].length < 2) break
    keys.push(best[0])
    open.delete(best[0])
    take(best[1])
  }
  const pages = [...byPage(rest, pageOf)].flatMap(([page, told]) => {
    if (told.length < 2) return []
    take(told)
    return page
  })
  const unknown = [...rest].filter((id) => !pageOf.has(id))
  if (pageCount === undefined) {
    if (unknown.length > FEW) return { lists: keys, pages: [1], ids: [] }
  } else if (keys.length + pages.length + rest.size > pageCount) {
    return { lists: [], pages: pagesUpTo(pageCount), ids: [] }
  }
  return { lists: keys, pages, ids: [...rest] }
}

/** The instances of which it is known where they stand, by page. */
export const byPage = (
  ids: Iterable<string>,
  pageOf: Watched['pageOf'],
): ReadonlyMap<number, readonly string[]> => {
  const found = new Map<number, string[]>()
  for (const id of ids) {
    const page = pageOf.get(id)
    if (page === undefined) continue
    const others = found.get(page)
    if (others) others.push(id)
    else found.set(page, [id])
  }
  return found
}
