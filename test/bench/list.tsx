import type { FunctionComponent } from 'react'
import { memo } from 'react'
import type { ShownRow } from './rows.ts'

/** How often what was rendered. */
export interface Renders {
  lists: number
  rows: number
}

/** The list of every adapter: a memoised component for each row, by its id. */
export const createList = (renders: Renders) => {
  const Row = memo(({ row }: { row: ShownRow }) => {
    renders.rows++
    return (
      <li data-status={row.status}>
        <b>{row.name}</b> <small>{row.id}</small>
      </li>
    )
  })
  const List: FunctionComponent<{ readonly rows: readonly ShownRow[] }> = ({ rows }) => {
    renders.lists++
    return (
      <ul>
        {rows.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </ul>
    )
  }
  return List
}
