/** A page of a list, as every list of the gateway answers it. */
export interface Page<Item> {
  readonly page: number
  readonly size: number
  readonly total: number
  readonly total_pages: number
  readonly content: readonly Item[]
}

/** How many items a page holds at most. */
const maxSize = 100

/** Cuts page `page` (from 1 on) of `size` items; a size over 100 becomes 100. */
export const cutPage = <Item>(items: readonly Item[], page = 1, size = 20): Page<Item> => {
  const pageSize = Math.min(size, maxSize)
  const start = (page - 1) * pageSize
  return {
    page,
    size: pageSize,
    total: items.length,
    total_pages: Math.ceil(items.length / pageSize),
    content: items.slice(start, start + pageSize),
  }
}
