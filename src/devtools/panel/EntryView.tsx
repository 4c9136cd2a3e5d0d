import { useMemo } from 'react'
import type { EntryLayer } from '../../overlay/reducer/select-layers.ts'
import type { Change, Path } from './changes.ts'
import { changesBetween, pathKey, pathText } from './changes.ts'
import type { EntryRow } from './entries.ts'
import { statusOf } from './operation-words.ts'
import type { PanelParts, Slice } from './parts.ts'
import { viewPolls } from './polls.ts'
import { brief, Tree } from './Tree.tsx'
import { ago, until, useNow } from './times.ts'

const parentsOf = (path: Path): readonly string[] =>
  path.map((_part, length) => pathKey(path.slice(0, length)))

/** The keys of what is marked, and of what has to be unfolded to see it. */
const marksOf = (changes: readonly Change[], kinds: readonly Change['kind'][]) => {
  const paths = changes.filter(({ kind }) => kinds.includes(kind)).map(({ path }) => path)
  return {
    marked: new Set(paths.map(pathKey)),
    opened: new Set(paths.flatMap(parentsOf)),
  }
}

const ChangeLine = ({ kind, path, before, after }: Change) => (
  <li>
    <code>{pathText(path)}</code>{' '}
    {kind === 'added' ? (
      <>
        added <ins>{brief(after)}</ins>
      </>
    ) : kind === 'removed' ? (
      <>
        removed <del>{brief(before)}</del>
      </>
    ) : (
      <>
        <del>{brief(before)}</del> <span className="sr">becomes</span>
        <span aria-hidden="true">→</span> <ins>{brief(after)}</ins>
      </>
    )}
  </li>
)

const Layer = ({ layer, before }: { layer: EntryLayer; before: unknown }) => {
  const { operation, value } = layer
  const changes = useMemo(() => changesBetween(before, value), [before, value])
  return (
    <li>
      <strong>{operation.endpointName}</strong> <span className="dim">{statusOf(operation)}</span>
      {changes.length > 0 ? (
        <ul>
          {changes.map((change) => (
            <ChangeLine key={change.kind + pathKey(change.path)} {...change} />
          ))}
        </ul>
      ) : (
        <p className="dim">changes nothing here</p>
      )}
    </li>
  )
}

/** By RTK Query, for whom it is polled, or by the hub. */
const nextPollOf = ({ key, entry, pollingMs }: EntryRow, parts: PanelParts, now: number) => {
  if (pollingMs !== undefined)
    return entry.status === 'pending'
      ? 'now'
      : until((entry.fulfilledTimeStamp ?? now) + pollingMs, now)
  const { vzaps } = parts.session
  const watched = vzaps && viewPolls(vzaps.connection.live.hub, now).watched
  const own = watched?.find(({ name }) => name === key || key === `getInstance("${name}")`)
  if (!own) return 'none'
  return own.nextAt === undefined ? own.why : until(own.nextAt, now)
}

const Facts = ({ row, parts }: { row: EntryRow; parts: PanelParts }) => {
  const now = useNow()
  const { key, entry, subscribers, tags } = row
  const { fulfilledTimeStamp: at, status } = entry
  const write = parts.session.record.writes.get(key)
  return (
    <dl className="facts">
      <dt>Status</dt>
      <dd>{status}</dd>
      <dt>Subscribers</dt>
      <dd>{subscribers}</dd>
      <dt>Age</dt>
      <dd>{at === undefined ? 'no answer yet' : ago(at, now)}</dd>
      <dt>Next poll</dt>
      <dd>{nextPollOf(row, parts, now)}</dd>
      <dt>Last write</dt>
      <dd>{write ? `${write.by}, ${ago(write.at, now)}` : 'before the tools were there'}</dd>
      <dt>Tags</dt>
      <dd>{tags.length > 0 ? tags.join(', ') : 'none'}</dd>
    </dl>
  )
}

/** One entry: what the server said, what is played over it, and what is seen. */
export const EntryView = ({
  row,
  slice,
  parts,
}: {
  row: EntryRow
  slice: Slice
  parts: PanelParts
}) => {
  const { inspected, store } = parts
  // biome-ignore lint/correctness/useExhaustiveDependencies: the slice is what it reads of the store
  const taken = useMemo(
    () => inspected.util.selectLayers(store.getState(), row.key),
    [inspected, store, row.key, slice],
  )
  const server = taken?.server
  const shown = row.entry.data
  const layers = taken?.layers ?? []
  const changes = useMemo(() => changesBetween(server, shown), [server, shown])
  const marks = marksOf(changes, ['changed', 'added'])
  const serverMarks = marksOf(changes, ['removed'])
  // What is marked is unfolded when it is first shown: other marks are another tree.
  const version = [...marks.marked, ...serverMarks.marked].join()
  return (
    <section className="entry" aria-label={row.key}>
      <h3>{row.key}</h3>
      <Facts row={row} parts={parts} />
      {row.entry.error !== undefined && (
        <div>
          <h4>Error of the last read</h4>
          <Tree value={row.entry.error} isOpen />
        </div>
      )}
      <div className="columns">
        <section aria-label="Server">
          <h4>Server</h4>
          <Tree key={version} value={server} isOpen {...serverMarks} />
        </section>
        <section aria-label="Open operations">
          <h4>Open operations ({layers.length})</h4>
          <ol>
            {layers.map((layer, i) => (
              <Layer
                key={layer.operation.requestId}
                layer={layer}
                before={i === 0 ? server : layers[i - 1]?.value}
              />
            ))}
          </ol>
        </section>
        <section aria-label="Screen">
          <h4>Screen</h4>
          <Tree key={version} value={shown} isOpen {...marks} />
        </section>
      </div>
    </section>
  )
}
