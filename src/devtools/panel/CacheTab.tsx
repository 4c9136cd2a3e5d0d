import { useEffect, useState } from 'react'
import { EntryView } from './EntryView.tsx'
import type { EntryRow } from './entries.ts'
import { entriesOf } from './entries.ts'
import { FilterField } from './FilterField.tsx'
import type { PanelParts, Slice } from './parts.ts'
import { useSlice } from './parts.ts'

/** How many of the open operations change what the entry shows. */
const openOn = ({ overlay }: Slice, key: string): boolean =>
  overlay !== undefined && Object.hasOwn(overlay.base, key)

interface ItemProps {
  readonly row: EntryRow
  readonly isOpen: boolean
  readonly isCurrent: boolean
  /** Changes with each write. */
  readonly writeNr: number
  onChoose(): void
}

const Item = ({ row, isOpen, isCurrent, writeNr, onChoose }: ItemProps) => (
  <li>
    <button type="button" className="item" aria-current={isCurrent} onClick={onChoose}>
      {/* A new element runs the animation anew. */}
      {writeNr > 0 && <span key={writeNr} className="flash" />}
      <span className="name">{row.key}</span>{' '}
      {isOpen && <span className="badge warn">open operations</span>}{' '}
      {row.entry.status === 'pending' && <span className="badge">being read</span>}{' '}
      {row.entry.status === 'rejected' && <span className="badge bad">failed</span>}{' '}
      <span className="badge">
        {row.subscribers}
        <span className="sr"> subscribers</span>
      </span>
    </button>
  </li>
)

/** The entries of the cache: what the server said, and what is on the screen. */
export const CacheTab = ({ parts }: { parts: PanelParts }) => {
  const slice = useSlice(parts)
  const [filter, setFilter] = useState('')
  const [chosen, setChosen] = useState('')
  const wanted = filter.trim().toLowerCase()
  const all = entriesOf(slice)
  const found = all.filter(
    ({ key, tags }) =>
      key.toLowerCase().includes(wanted) || tags.some((tag) => tag.toLowerCase().includes(wanted)),
  )
  const current = found.find(({ key }) => key === chosen) ?? found[0]
  const firstKey = chosen === '' ? current?.key : undefined
  // What is looked at stays so when other entries come.
  useEffect(() => {
    if (firstKey !== undefined) setChosen(firstKey)
  }, [firstKey])
  return (
    <div className="split">
      <div className="list">
        <FilterField of="entries" by="key or tag" value={filter} onChange={setFilter} />
        <p className="dim" role="status">
          {found.length} of {all.length} entries
        </p>
        <ul aria-label="Entries">
          {found.map((row) => (
            <Item
              key={row.key}
              row={row}
              isOpen={openOn(slice, row.key)}
              isCurrent={row === current}
              writeNr={parts.session.record.writes.get(row.key)?.nr ?? 0}
              onChoose={() => setChosen(row.key)}
            />
          ))}
        </ul>
      </div>
      {current ? (
        <EntryView key={current.key} row={current} slice={slice} parts={parts} />
      ) : (
        <p className="note">Nothing is cached{wanted && ' that matches'}.</p>
      )}
    </div>
  )
}
