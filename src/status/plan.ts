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

/** The requests that tell of all of them, and the instances that each is to tell of. */
export interface Plan {
  /** By cache key. */
  readonly lists: ReadonlyMap<string, readonly string[]>
  readonly pages: ReadonlyMap<number, readonly string[]>
  /** Each asked for by itself. */
  readonly ids: readonly string[]
}

/** More ids than these are worth a look at the first page, to learn how many pages there are. */
const FEW = 3

/**
 * Plans the fewest requests: whatever tells of several instances at once before what tells of one. Never more than there
 * are ids, nor, once that is known, than there are pages.
 */
export const planPolls = ({ ids, lists, pageOf, pageCount }: Watched): Plan => {
  const told = new Map<string, readonly string[]>()
  const open = new Map(lists)
  let rest = ids
  while (rest.length > 1 && open.size > 0) {
    let best: readonly [key: string, ids: readonly string[]] = ['', []]
    for (const [key, shown] of open) {
      const ids = rest.filter((id) => shown.has(id))
      if (ids.length < 2) open.delete(key)
      else if (ids.length > best[1].length) best = [key, ids]
    }
    const [key, shown] = [best[0], open.get(best[0])]
    if (!shown) break
    told.set(...best)
    open.delete(key)
    rest = rest.filter((id) => !shown.has(id))
  }
  const pages = byPage(rest, (id) => pageOf.get(id))
  for (const [page, ids] of pages) if (ids.length < 2) pages.delete(page)
  const alone = rest.filter((id) => !pages.has(pageOf.get(id) ?? 0))
  if (pageCount === undefined) {
    const unknown = alone.filter((id) => !pageOf.has(id))
    if (unknown.length > FEW) return { lists: told, pages: new Map([[1, rest]]), ids: [] }
  } else if (told.size + pages.size + alone.length > pageCount) {
    return { lists: new Map(), pages: allPages(ids, pageOf, pageCount), ids: [] }
  }
  return { lists: told, pages, ids: alone }
}

/** Where the others stand is not known: the last page answers for them. */
const allPages = (
  ids: readonly string[],
  pageOf: Watched['pageOf'],
  pageCount: number,
): Plan['pages'] => {
  const standing = byPage(ids, (id) => Math.min(pageOf.get(id) ?? pageCount, pageCount))
  const pages = Array.from({ length: pageCount }, (_, i) => i + 1)
  return new Map(pages.map((page) => [page, standing.get(page) ?? []]))
}

/** The instances of which it is known where they stand, by page. */
const byPage = (
  ids: readonly string[],
  pageOf: (id: string) => number | undefined,
): Map<number, string[]> => {
  const found = new Map<number, string[]>()
  for (const id of ids) {
    const page = pageOf(id)
    if (page === undefined) continue
    const others = found.get(page)
    if (others) others.push(id)
    else found.set(page, [id])
  }
  return found
}
