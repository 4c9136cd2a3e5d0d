import { useTouched } from '../operations/use-touched.ts'
import { InstanceCard } from './InstanceCard.tsx'
import { OrderField } from './InstanceCards.tsx'
import { InstanceRow, RowPlaceholder, rowHeight } from './InstanceRow.tsx'
import type { RowsProps } from './InstanceTable.tsx'
import { TableFrame } from './InstanceTable.tsx'
import { InTurn } from './InTurn.tsx'
import { roles } from './roles.ts'
import type { Scrolled } from './use-scrolled.ts'
import { useTurns } from './use-turns.ts'
import { useWindow } from './use-window.ts'

interface ScrolledProps extends Omit<RowsProps, 'rows'> {
  readonly scrolled: Scrolled
}

/** All rows in one table, of which those in sight stand in the page. */
export const ScrolledTable = ({ scrolled, keyOf, view, onChange }: ScrolledProps) => {
  const { total, rowAt, look } = scrolled
  const takeTurn = useTurns()
  const isTouched = useTouched()
  const window = useWindow({ count: total, height: rowHeight, onRange: look })
  return (
    <TableFrame view={view} onChange={onChange} rowCount={total}>
      {(columns) => (
        <>
          <tbody {...roles.rows} ref={window.start} aria-hidden>
            <Spacer height={window.before} />
          </tbody>
          {window.items.map(({ index }) => {
            const row = rowAt(index)
            return (
              // A body each: what failed of a row stands in a second one, and both are measured.
              <tbody
                {...roles.rows}
                key={row ? keyOf(row) : index}
                ref={window.measure}
                data-index={index}
              >
                <InTurn
                  takeTurn={takeTurn}
                  value={row}
                  instead={<RowPlaceholder columns={columns} />}
                >
                  {(shown) => (
                    <InstanceRow
                      row={shown}
                      columns={columns}
                      isTouched={isTouched(shown.id)}
                      rowIndex={index + 2}
                    />
                  )}
                </InTurn>
              </tbody>
            )
          })}
          <tbody {...roles.rows} aria-hidden>
            <Spacer height={window.after} />
          </tbody>
        </>
      )}
    </TableFrame>
  )
}

const Spacer = ({ height }: { readonly height: number }) =>
  height > 0 && (
    <tr {...roles.row}>
      <td {...roles.cell} style={{ height }} />
    </tr>
  )

/** px of a card without failures. */
const cardHeight = 84

/** All rows as cards, of which those in sight stand in the page. */
export const ScrolledCards = ({ scrolled, keyOf, view, onChange }: ScrolledProps) => {
  const { total, rowAt, look } = scrolled
  const takeTurn = useTurns()
  const isTouched = useTouched()
  const window = useWindow({ count: total, height: cardHeight, onRange: look })
  return (
    <>
      <OrderField view={view} onChange={onChange} />
      <ul ref={window.start} className="cards" style={{ paddingTop: window.before }}>
        {window.items.map(({ index }) => {
          const row = rowAt(index)
          return (
            <InTurn
              key={row ? keyOf(row) : index}
              takeTurn={takeTurn}
              value={row}
              instead={<li style={{ height: cardHeight }} aria-busy />}
            >
              {(shown) => (
                <InstanceCard
                  row={shown}
                  isTouched={isTouched(shown.id)}
                  index={index}
                  measure={window.measure}
                />
              )}
            </InTurn>
          )
        })}
        <li aria-hidden style={{ height: window.after }} />
      </ul>
    </>
  )
}
