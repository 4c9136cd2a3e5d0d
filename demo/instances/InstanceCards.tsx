import { NativeSelect } from '@mantine/core'
import { InstanceCard } from './InstanceCard.tsx'
import type { RowsProps } from './InstanceTable.tsx'
import { sortKeys } from './list-url.ts'

const labels = {
  name: 'name',
  status: 'status',
  billingStatus: 'billing',
  updatedAt: 'last change',
}

const orders = sortKeys.flatMap((key) => [
  { value: `${key} up`, label: `By ${labels[key]}, ascending` },
  { value: `${key} down`, label: `By ${labels[key]}, descending` },
])

/** The rows on a narrow screen: a card each, nothing to scroll sideways. */
export const InstanceCards = ({ rows, keyOf, view, onChange }: RowsProps) => (
  <>
    <OrderField view={view} onChange={onChange} />
    <ul className="cards">
      {rows.map((row) => (
        <InstanceCard key={keyOf(row)} row={row} />
      ))}
    </ul>
  </>
)

/** What the head of the table does on a wide screen. */
export const OrderField = ({ view, onChange }: Pick<RowsProps, 'view' | 'onChange'>) => (
  <NativeSelect
    aria-label="Order"
    size="xs"
    mb="xs"
    data={orders}
    value={`${view.sort} ${view.sortDesc ? 'down' : 'up'}`}
    onChange={(event) => {
      const [wanted, direction] = event.currentTarget.value.split(' ')
      const sort = sortKeys.find((key) => key === wanted)
      if (sort) onChange({ sort, sortDesc: direction === 'down' })
    }}
  />
)
