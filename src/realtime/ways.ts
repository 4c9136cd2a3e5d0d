import type { VZapsError } from '../core/errors.ts'
import type { Platform } from '../core/platform.ts'
import type { Result } from '../core/result.ts'
import { judge } from '../status/failures.ts'
import type { AddressParts, Wish } from './address.ts'
import { createProve, PUBLIC } from './address.ts'
import type { Filter } from './filter.ts'
import { covers } from './filter.ts'
import { parseFrame } from './frames.ts'
import type { SocketRelay } from './others.ts'
import type { Member } from './relay-line.ts'
import { createRelayed } from './relayed.ts'
import type { Proof, Stream } from './stream.ts'
import { createStream } from './stream.ts'

/** What connections are made of. */
export interface WayParts extends AddressParts {
  readonly platform: Platform
  /** Of a relay: where its stream of events is. */
  readonly baseUrl: string
  /** Of an event that comes through a relay, in characters. */
  readonly maxAnswerBytes: number
  readonly timeoutMs: number
  readonly tabs: OtherTabs
}

/** The other tabs, where there are any. */
export interface OtherTabs {
  inside(): SocketRelay | undefined
  /** Settles when the way to them is known; absent: this tab works alone. */
  readonly opened?: Promise<unknown> | undefined
  /** May the content of chats go from tab to tab? */
  readonly hasEvents?: boolean | undefined
}

/** A connection of one instance. */
export interface Way {
  /** Through the relay, or over a socket of its own? Another session may do otherwise. */
  readonly isRelayed: boolean
  readonly stream: Stream<Wish>
}

/** Only that says nothing of what people write. */
const isStatus = (type: string): boolean => type === 'Connected' || type === 'Disconnected'

/** May no later try do better? */
const isFinal = (error: VZapsError): boolean => judge(error) !== 'later'

/** Makes what connects an instance: through the relay, by way of another tab, or over a socket of its own. */
export const createWays = (parts: WayParts) => {
  const { platform, sessions, tabs } = parts
  const prove = createProve(parts)
  const relayed = createRelayed({ ...parts, isFinal })
  const isRelayed = () =>
    sessions.current()?.access.kind === 'proxy' && parts.realtimeUrl === PUBLIC

  /** May these events come by way of another tab? */
  const isShared = (filter: Filter): boolean =>
    tabs.opened !== undefined &&
    (tabs.hasEvents === true || (filter !== undefined && [...filter].every(isStatus)))

  /** Proves it to the tab that holds the sockets, where there is one that may carry what is wanted; else to the server. */
  const proveWith = async (
    id: string,
    { wanted }: Member,
    since: number,
  ): Promise<Result<Proof<Wish, unknown>>> => {
    if (!isShared(wanted().filter)) return prove(id)
    await tabs.opened
    const other = await tabs.inside()?.prove(id, since)
    return other
      ? { ok: true, value: { ...other, suits: ({ filter }) => isShared(filter) } }
      : prove(id)
  }

  return {
    isRelayed,
    isShared,
    connect: (id: string, member: Member): Way => {
      if (isRelayed()) return { isRelayed: true, stream: relayed(id, member) }
      const since = platform.now()
      const stream = createStream<Wish, unknown>({
        ...member,
        platform,
        timeoutMs: parts.timeoutMs,
        prove: () => proveWith(id, member, since),
        isFinal,
        covers: (carried, wanted) => covers(carried.filter, wanted.filter),
        onFrame: (data) => member.onFrame(parseFrame(data)),
      })
      return { isRelayed: false, stream }
    },
  }
}
