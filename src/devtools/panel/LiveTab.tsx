import { Fragment, useReducer, useSyncExternalStore } from 'react'
import type { RealtimeConnection } from '../../realtime/connection.ts'
import type { TabsView } from '../../tabs/view.ts'
import type { VZapsSession } from '../record-session.ts'
import type { Asked, PollView } from './polls.ts'
import { viewPolls } from './polls.ts'
import { Tree } from './Tree.tsx'
import { clockTime, shortTime, until, useNow } from './times.ts'

const idsText = (ids: readonly string[]): string =>
  ids.length === 0 ? 'none yet' : ids.length > 4 ? `${ids.length} instances` : ids.join(', ')

const Requests = ({ title, asked }: { title: string; asked: readonly Asked[] }) =>
  asked.length === 0 ? null : (
    <>
      <h4>{title}</h4>
      <ul aria-label={title}>
        {asked.map(({ name, ids }) => (
          <li key={name}>
            <code>{name}</code> covers {idsText(ids)}
          </li>
        ))}
      </ul>
    </>
  )

const headline = ({ refusal, heldUntil, nextAt }: PollView, now: number): string => {
  if (refusal) return `The polls have ended: ${refusal.message}`
  if (heldUntil !== undefined)
    return `Held by Retry-After for ${shortTime(heldUntil - now)}: nothing is polled before.`
  return nextAt === undefined ? 'Nothing is polled.' : `The next poll is ${until(nextAt, now)}.`
}

const Polls = ({ view, now }: { view: PollView; now: number }) => (
  <section aria-label="Polls">
    <h3>Polls</h3>
    <p className={view.refusal || view.heldUntil ? 'bad' : undefined}>{headline(view, now)}</p>
    {view.watched.length > 0 && (
      <table>
        <thead>
          <tr>
            <th scope="col">What is watched</th>
            <th scope="col">Tells of</th>
            <th scope="col">Watchers</th>
            <th scope="col">Next</th>
            <th scope="col">Every</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {view.watched.map(({ name, ids, watchers, nextAt, intervalMs, why, failures, error }) => (
            <tr key={name}>
              <th scope="row">
                <code>{name}</code>
              </th>
              <td>{idsText(ids)}</td>
              <td>{watchers}</td>
              <td>{nextAt === undefined ? '–' : until(nextAt, now)}</td>
              <td>{Number.isFinite(intervalMs) ? shortTime(intervalMs) : '–'}</td>
              <td>
                {why}
                {error && (
                  <span className="bad">
                    , failed {failures} times: {error.message}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
    <Requests title="On their way" asked={view.inFlight} />
    <Requests title="Asked for together" asked={view.plan} />
  </section>
)

const dutyNames = { asks: 'Asks for all', sockets: 'Holds the sockets' } as const

const dutyText = ({ status, leader }: TabsView['duties']['asks']): string => {
  switch (status) {
    case 'leading':
      return 'this tab'
    case 'following':
      return leader === undefined ? 'another tab' : `tab ${leader}; this one follows`
    case 'electing':
      return 'being decided'
    case 'alone':
      return 'each tab for itself: the browser gave no lock'
    case 'stopped':
      return 'not this tab: it has no part in it now'
  }
}

const Tabs = ({ view }: { view: TabsView | undefined }) => (
  <section aria-label="Tabs">
    <h3>Tabs</h3>
    {view ? (
      <>
        <p>
          This is tab <code>{view.tab}</code>; others: {view.others}.
        </p>
        <dl className="facts">
          {(['asks', 'sockets'] as const).map((duty) => (
            <Fragment key={duty}>
              <dt>{dutyNames[duty]}</dt>
              <dd className={view.duties[duty].status === 'leading' ? 'good' : undefined}>
                {dutyText(view.duties[duty])}
              </dd>
            </Fragment>
          ))}
        </dl>
      </>
    ) : (
      <p className="dim">This tab works alone: it shares nothing with other tabs.</p>
    )}
  </section>
)

const stateText = (state: RealtimeConnection, now: number): string => {
  switch (state.status) {
    case 'waiting':
      return `waiting, tries again ${until(state.retryAt, now)}: ${state.error.message}`
    case 'stopped':
      return `stopped: ${state.error.message}`
    default:
      return state.status
  }
}

interface SocketsProps {
  readonly states: ReadonlyMap<string, RealtimeConnection>
  readonly now: number
}

const Sockets = ({ states, now }: SocketsProps) => (
  <section aria-label="Sockets">
    <h3>Sockets ({states.size})</h3>
    {states.size === 0 && <p className="dim">Nobody is subscribed to events.</p>}
    <ul>
      {[...states].map(([id, state]) => (
        <li key={id}>
          <code>{id}</code>{' '}
          <span className={state.status === 'open' ? 'good' : 'dim'}>{stateText(state, now)}</span>
        </li>
      ))}
    </ul>
  </section>
)

const Events = ({ events, onClear }: { events: VZapsSession['events']; onClear(): void }) => (
  <section aria-label="Events">
    <h3>Events ({events.list().length})</h3>
    <button type="button" onClick={onClear}>
      Clear the events
    </button>
    <ol className="plain">
      {events.list().map(({ nr, at, event }) => (
        <li key={nr}>
          <span className="dim">{clockTime(at)}</span> <strong>{event.type}</strong>{' '}
          <code>{event.instanceId}</code>
          <Tree name="event" value={event} />
        </li>
      ))}
    </ol>
  </section>
)

/** What keeps the screen up to date: polls, tabs, sockets, events. */
export const LiveTab = ({ session }: { session: VZapsSession }) => {
  const { connection, events } = session
  const { live, realtime } = connection
  const now = useNow()
  // The newest event: another one comes with each.
  useSyncExternalStore(
    (listener) => {
      const subscription = realtime.changes$.subscribe(listener)
      subscription.add(realtime.passing$.subscribe(listener))
      return () => subscription.unsubscribe()
    },
    () => events.list(),
  )
  const [, render] = useReducer((count: number) => count + 1, 0)
  return (
    <div className="page">
      <Polls view={viewPolls(live.hub, now)} now={now} />
      <Tabs view={connection.tabs.inside()?.view()} />
      <Sockets states={realtime.states()} now={now} />
      <Events
        events={events}
        onClear={() => {
          events.clear()
          render()
        }}
      />
    </div>
  )
}
