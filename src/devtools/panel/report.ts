import { rowsOf } from './calls.ts'
import { changesBetween } from './changes.ts'
import { entriesOf } from './entries.ts'
import type { PanelParts } from './parts.ts'
import { sliceIn } from './parts.ts'
import { viewPolls } from './polls.ts'
import { withoutSecrets } from './without-secrets.ts'

const iso = (at: number) => new Date(at).toISOString()

const cacheOf = ({ inspected, store, session }: PanelParts) => {
  const state = store.getState()
  return entriesOf(sliceIn(state, inspected.reducerPath)).map(
    ({ key, entry, subscribers, pollingMs, tags }) => {
      const { server, layers = [] } = inspected.util.selectLayers(state, key) ?? {}
      const { status, error, fulfilledTimeStamp, data } = entry
      const before = (i: number) => (i === 0 ? server : layers[i - 1]?.value)
      return {
        queryCacheKey: key,
        status,
        error,
        answeredAt: fulfilledTimeStamp === undefined ? undefined : iso(fulfilledTimeStamp),
        lastWrite: session.record.writes.get(key),
        subscribers,
        pollingMs,
        tags,
        server,
        layers: layers.map(({ operation, value }, i) => ({
          requestId: operation.requestId,
          endpointName: operation.endpointName,
          changes: changesBetween(before(i), value),
        })),
        shown: data === server ? 'as the server said' : data,
      }
    },
  )
}

const liveOf = ({ vzaps }: PanelParts['session'], now: number) =>
  vzaps && {
    requests: rowsOf(vzaps.activity.list()),
    polls: viewPolls(vzaps.connection.live.hub, now),
    tabs: vzaps.connection.tabs.inside()?.view(),
    sockets: Object.fromEntries(vzaps.connection.realtime.states()),
    // What was written in chats is nobody's business.
    events: vzaps.events.list().map(({ at, event: { id, type, instanceId, createdAt } }) => ({
      at: iso(at),
      event: { id, type, instanceId, createdAt },
    })),
  }

/**
 * All that the developer tools know, for a bug report: plain data without secrets, events without what was written in
 * them. Names, numbers and addresses stay in it.
 */
export const createReport = (parts: PanelParts, now: number = Date.now()): unknown => {
  const { inspected, store, session } = parts
  const state = store.getState()
  return withoutSecrets({
    format: 'vzaps-rtk/devtools',
    version: 1,
    startedAt: iso(session.startedAt),
    exportedAt: iso(now),
    userAgent: navigator.userAgent,
    reducerPath: inspected.reducerPath,
    endpoints: Object.keys(inspected.endpoints),
    operations: inspected.util.selectOperations(state),
    failures: inspected.util.selectFailures(state),
    entries: cacheOf(parts),
    actions: session.record.actions,
    ...liveOf(session, now),
  })
}
