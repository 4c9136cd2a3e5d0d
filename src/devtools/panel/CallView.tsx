import type { Call, Row, Try } from './calls.ts'
import { outcomeOf, spanOf } from './calls.ts'
import { Tree } from './Tree.tsx'
import { clockTime, shortSize, shortTime } from './times.ts'

const Headers = ({ title, of }: { title: string; of: Readonly<Record<string, string>> }) => (
  <details>
    <summary>{title}</summary>
    <dl className="facts">
      {Object.entries(of).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  </details>
)

const resultOf = ({ status, retry }: Try): string =>
  status === undefined ? (retry ? retry.error.kind : 'no answer') : String(status)

const TryView = ({ one, nr, call }: { one: Try; nr: number; call: Call }) => {
  const { startedAt, endedAt, request, response, retry } = one
  const before = call.tries[nr - 2]
  const refresh = call.refreshes.find(
    ({ at }) => before && at >= before.startedAt && at <= startedAt,
  )
  return (
    <li>
      {refresh && (
        <p className={refresh.error ? 'bad' : 'dim'}>
          The JWT was refused; a new one {refresh.error ? 'did not come' : 'came'} in{' '}
          {shortTime(refresh.durationMs)}.
        </p>
      )}
      <strong>
        Try {nr} of {call.tries.length}
      </strong>
      :{' '}
      {endedAt === undefined
        ? 'on its way'
        : `${resultOf(one)} after ${shortTime(endedAt - startedAt)}`}{' '}
      <span className="dim">
        {shortSize(one.requestBytes)} sent
        {one.responseBytes !== undefined && `, ${shortSize(one.responseBytes)} received`}
      </span>
      <Headers title="Request headers" of={one.requestHeaders} />
      {request?.body !== undefined && <Tree name="request body" value={request.body} />}
      {one.responseHeaders && <Headers title="Response headers" of={one.responseHeaders} />}
      {response?.body !== undefined && <Tree name="response body" value={response.body} />}
      {retry && (
        <p className="dim">
          Pauses for {shortTime(retry.delayMs)}: {retry.error.message}
        </p>
      )}
    </li>
  )
}

/** All that is known of a call. */
export const CallView = ({ row, now }: { row: Row; now: number }) => {
  const [from, to] = spanOf(row, now)
  if ('refresh' in row) {
    return (
      <section className="detail" aria-label="Token">
        <h3>A new JWT</h3>
        <p>
          Asked for at {clockTime(from)}, {outcomeOf(row)} after {shortTime(to - from)}
        </p>
        {row.refresh.error && <Tree name="error" value={row.refresh.error} isOpen />}
      </section>
    )
  }
  const { endpoint, method, route, calledAt, tries, end } = row
  const first = tries[0]
  return (
    <section className="detail" aria-label={`${endpoint} call`}>
      <h3>{endpoint}</h3>
      <dl className="facts">
        <dt>Route</dt>
        <dd>
          {method} {route}
        </dd>
        {first?.request && (
          <>
            <dt>Path</dt>
            <dd>{first.request.path}</dd>
          </>
        )}
        <dt>Called</dt>
        <dd>{clockTime(calledAt)}</dd>
        <dt>Outcome</dt>
        <dd>
          {outcomeOf(row)}, {shortTime(to - from)} {end ? 'in all' : 'so far'}
        </dd>
        {first && first.startedAt > calledAt && (
          <>
            <dt>Waited to be sent</dt>
            <dd>{shortTime(first.startedAt - calledAt)}</dd>
          </>
        )}
      </dl>
      {end?.error && <Tree name="error" value={end.error} isOpen />}
      <ol className="cards" aria-label="Tries">
        {tries.map((one, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: tries only come behind
          <TryView key={i} one={one} nr={i + 1} call={row} />
        ))}
      </ol>
    </section>
  )
}
