import { edit, type Page, type Patch, type Row } from '../server.ts'

// What the app's own code makes of a list, for the recipes that return the next data.

const withItems = (page: Page, items: Row[]): Page => ({
  items,
  total: page.total + items.length - page.items.length,
})

export const updateIn = (page: Page, ids: readonly string[], patch: Patch): Page => ({
  ...page,
  items: page.items.map((row) => (ids.includes(row.id) ? edit(row, patch) : row)),
})

export const voteIn = (page: Page, id: string): Page => ({
  ...page,
  items: page.items.map((row) => (row.id === id ? voted(row) : row)),
})

export const voted = (row: Row): Row => ({ ...row, votes: row.votes + 1 })

export const removeFrom = (page: Page, ids: readonly string[]): Page =>
  withItems(
    page,
    page.items.filter(({ id }) => !ids.includes(id)),
  )

export const addTo = (page: Page, rows: readonly Row[]): Page =>
  withItems(page, [...page.items, ...rows])

/** Puts a row where the server will: in the order of the ids, and once. */
export const placeIn = (page: Page, row: Row): Page => {
  const others = page.items.filter(({ id }) => id !== row.id)
  return withItems(
    page,
    [...others, row].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  )
}
