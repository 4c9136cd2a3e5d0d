import { NativeSelect } from '@mantine/core'
import { useTouched } from '../operations/use-touched.ts'
import type { Sentence } from '../words/words.ts'
import { t } from '../words/words.ts'
import { InstanceCard } from './InstanceCard.tsx'
import type { RowsProps } from './InstanceTable.tsx'
import type { SortKey } from './list-url.ts'
import { sortKeys } from './list-url.ts'

const labels: Readonly<Record<SortKey, Sentence>> = {
  name: 'name',
  status: 'status',
  billingStatus: 'billing',
  updatedAt: 'last change',
}

const orders = () =>
  sortKeys.flatMap((key) => {
    const what = t(labels[key])
    return [
      { value: `${key} up`, label: t('By {what}, ascending', { what }) },
      { value: `${key} down`, label: t('By {what}, descending', { what }) },
    ]
  })

/** The rows on a narrow screen: a card each, nothing to scroll sideways. */
export const InstanceCards = ({ rows, keyOf, view, onChange }: RowsProps) => {
  const isTouched = useTouched()
  return (
    <>
      <OrderField view={view} onChange={onChange} />
      <ul className="cards">
        {rows.map((row) => (
          <InstanceCard key={keyOf(row)} row={row} isTouched={isTouched(row.id)} />
        ))}
      </ul>
    </>
  )
}

/** What the head of the table does on a wide screen. */
export const OrderField = ({ view, onChange }: Pick<RowsProps, 'view' | 'onChange'>) => (
  <NativeSelect
    aria-label={t('Order')}
    size="xs"
    mb="xs"
    data={orders()}
    value={`${view.sort} ${view.sortDesc ? 'down' : 'up'}`}
    onChange={(event) => {
      const [wanted, direction] = event.currentTarget.value.split(' ')
      const sort = sortKeys.find((key) => key === wanted)
      if (sort) onChange({ sort, sortDesc: direction === 'down' })
    }}
  />
)
