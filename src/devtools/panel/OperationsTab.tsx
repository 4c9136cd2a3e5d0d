import type { Operation } from '../../overlay/operations/operation.ts'
import { aboutOf, statusOf } from './operation-words.ts'
import type { PanelParts } from './parts.ts'
import { useSlice } from './parts.ts'
import { mayRetry, retry } from './retry.ts'
import { Tree } from './Tree.tsx'
import { ago, useNow } from './times.ts'

const Head = ({ operation, now }: { operation: Operation; now: number }) => (
  <>
    <strong>{operation.endpointName}</strong> on {aboutOf(operation)}{' '}
    <span className="dim">called {ago(operation.startedTimeStamp, now)}</span>
  </>
)

/** The mutations that are under way, and those that failed. */
export const OperationsTab = ({ parts }: { parts: PanelParts }) => {
  const { inspected, store } = parts
  useSlice(parts)
  const now = useNow()
  const state = store.getState()
  const open = inspected.util.selectOperations(state)
  const failures = inspected.util.selectFailures(state)
  /** Then nobody knows whether it was carried out. */
  const isOpen = ({ requestId }: Operation) => open.some((one) => one.requestId === requestId)
  return (
    <div className="page">
      <h3>Open ({open.length})</h3>
      {open.length === 0 && <p className="dim">Everything that was called has been answered.</p>}
      <ol aria-label="Open operations" className="cards">
        {open.map((operation) => (
          <li key={operation.requestId}>
            <Head operation={operation} now={now} />{' '}
            <span className={operation.status === 'unknown' ? 'badge warn' : 'badge'}>
              {statusOf(operation)}
            </span>
            <Tree name="argument" value={operation.arg} />
          </li>
        ))}
      </ol>
      <h3>Failed ({failures.length})</h3>
      {failures.length === 0 && <p className="dim">Nothing that was not dismissed.</p>}
      <ol aria-label="Failed operations" className="cards">
        {failures.map((failure) => {
          const { operation, error } = failure
          const can = mayRetry(inspected, state, failure)
          return (
            <li key={operation.requestId}>
              <Head operation={operation} now={now} />{' '}
              <span className="badge bad">
                {isOpen(operation) ? 'failed, outcome unknown' : 'failed'}
              </span>
              <Tree name="argument" value={operation.arg} />
              <Tree name="error" value={error} isOpen />
              <div className="row">
                <button
                  type="button"
                  aria-label={`Retry ${operation.endpointName}`}
                  disabled={!can}
                  onClick={() => void retry(inspected, store, failure)}
                >
                  Retry
                </button>
                <button
                  type="button"
                  aria-label={`Dismiss ${operation.endpointName}`}
                  onClick={() => store.dispatch(inspected.util.dismissFailure(operation.requestId))}
                >
                  Dismiss
                </button>
                {!can && <span className="dim">It may have been done: not to be done twice.</span>}
              </div>
            </li>
          )
        })}
      </ol>
    </div>
  )
}
