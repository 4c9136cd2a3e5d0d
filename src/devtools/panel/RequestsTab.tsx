import { useMemo, useState, useSyncExternalStore } from 'react'
import type { ActivityRecord } from '../record-activity.ts'
import { CallView } from './CallView.tsx'
import { CopyButton } from './CopyButton.tsx'
import type { Piece, Row } from './calls.ts'
import { axisOf, hasFailed, outcomeOf, piecesOf, rowsOf, spanOf } from './calls.ts'
import { FilterField } from './FilterField.tsx'
import { shortTime, useNow } from './times.ts'

/** More bars beside each other cannot be told apart. */
const MAX_ROWS = 100

const keyOf = (row: Row): string =>
  'refresh' in row ? `token ${row.refresh.at}` : `call ${row.id}`

const searchOf = (row: Row): string =>
  `${row.endpoint} ${'route' in row ? `${row.method} ${row.route}` : ''} ${outcomeOf(row)}`.toLowerCase()

interface BarProps {
  readonly pieces: readonly Piece[]
  axis(moment: number): number
}

const Bar = ({ pieces, axis }: BarProps) => (
  <span className="bar-track" aria-hidden="true">
    {pieces.map(({ kind, from, to }, i) => {
      const left = axis(from)
      const width = axis(to) - left
      return (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces only come behind
          key={i}
          className={`piece ${kind}`}
          style={{ left: `${left * 100}%`, width: `max(2px, ${width * 100}%)` }}
        />
      )
    })}
  </span>
)

interface LineProps extends BarProps {
  readonly row: Row
  readonly now: number
  readonly isCurrent: boolean
  onChoose(): void
}

const Line = ({ row, now, isCurrent, onChoose, ...bar }: LineProps) => {
  const [from, to] = spanOf(row, now)
  const tries = 'tries' in row ? row.tries.length : 1
  return (
    <li>
      <button type="button" className="item" aria-current={isCurrent} onClick={onChoose}>
        <span className="name">{row.endpoint}</span>{' '}
        <span className={hasFailed(row) ? 'badge bad' : 'badge'}>{outcomeOf(row)}</span>{' '}
        {tries > 1 && <span className="badge warn">{tries} tries</span>}{' '}
        <span className="dim">{shortTime(to - from)}</span>
        <Bar {...bar} />
      </button>
    </li>
  )
}

/** The calls of the api as a waterfall, the newest at the end. */
export const RequestsTab = ({ activity }: { activity: ActivityRecord }) => {
  const list = useSyncExternalStore(activity.subscribe, activity.list)
  const now = useNow()
  const [filter, setFilter] = useState('')
  const [chosen, setChosen] = useState('')
  const rows = useMemo(() => rowsOf(list), [list])
  const wanted = filter.trim().toLowerCase()
  const shown = rows.filter((row) => searchOf(row).includes(wanted)).slice(-MAX_ROWS)
  // What began since the last second is not in the future.
  const at = shown.reduce((latest, row) => Math.max(latest, ...spanOf(row, 0)), now)
  const axis = axisOf(shown, at)
  const current = shown.find((row) => keyOf(row) === chosen)
  return (
    <div className="split">
      <div className="list wide">
        <div className="row">
          <FilterField
            of="requests"
            by="endpoint, route or status"
            value={filter}
            onChange={setFilter}
          />
          <button
            type="button"
            aria-pressed={activity.isPaused()}
            onClick={() => activity.pause(!activity.isPaused())}
          >
            Pause
          </button>
          <button type="button" onClick={activity.clear}>
            Clear
          </button>
          <CopyButton label="Copy as JSON" text={() => JSON.stringify(shown, null, 2)} />
        </div>
        <p className="dim" role="status">
          {shown.length} of {rows.length} requests{activity.isPaused() && ', paused'}
        </p>
        <ul aria-label="Requests">
          {shown.map((row) => (
            <Line
              key={keyOf(row)}
              row={row}
              now={at}
              pieces={piecesOf(row, at)}
              axis={axis}
              isCurrent={row === current}
              onChoose={() => setChosen(keyOf(row))}
            />
          ))}
        </ul>
      </div>
      {current ? (
        <CallView key={keyOf(current)} row={current} now={at} />
      ) : (
        <p className="note">
          {rows.length > 0 ? 'Choose a request to see all of it.' : 'Nothing was sent yet.'}
        </p>
      )}
    </div>
  )
}
