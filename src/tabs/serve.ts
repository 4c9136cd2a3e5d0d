import type { PlatformLocks } from '../core/platform.ts'
import type { RealtimeDoor } from '../realtime/door.ts'
import type { RealtimeEvent } from '../realtime/events.ts'
import type { Filter } from '../realtime/filter.ts'
import { filterOf, lets } from '../realtime/filter.ts'
import type { Message } from './messages.ts'
import type { RecentEvents } from './recent.ts'

/** What serving events to other tabs takes. */
export interface ServeParts {
  readonly locks: PlatformLocks
  readonly door: Pick<RealtimeDoor, 'enter' | 'stateOf' | 'changes$'>
  readonly recent: Pick<RecentEvents, 'of'>
  post(message: Message): void
  /** The name of the lock that a tab holds as long as it is there. */
  lifeOf(tab: string): string
  /** Sees to it that the instance's token is known here. */
  learn(instanceId: string): void
}

type Done = (outcome: 'handled' | 'unknown') => void

/** What another tab is attached to. */
interface Attachment {
  readonly tab: string
  readonly id: string
  readonly filter: Filter
  /** Epoch ms. */
  readonly since: number
  /** By event id: says what became of it. */
  readonly acks: Map<string, Done>
  isOpen: boolean
  leave(): void
}

/** More at once is no tab of this library. */
const MAX_ATTACHMENTS = 1_000

/** Makes what hands events to other tabs, and acknowledges them when those have handled them. */
export const createServer = (parts: ServeParts) => {
  const { locks, door, post } = parts
  const attachments = new Map<string, Attachment>()
  /** By tab: stops waiting for its end. */
  const lives = new Map<string, AbortController>()

  /** What came since it wanted events; only who is attached takes any. */
  const catchUp = (to: string, { id, filter, since }: Attachment) => {
    for (const { at, event } of parts.recent.of(id)) {
      if (at >= since && lets(filter, event.type)) post({ kind: 'event', to, event: { ...event } })
    }
  }

  const check = () => {
    for (const [to, one] of attachments) {
      const isOpen = door.stateOf(one.id).status === 'open'
      if (isOpen === one.isOpen) continue
      one.isOpen = isOpen
      post({ kind: isOpen ? 'attached' : 'detached', to })
      if (isOpen) catchUp(to, one)
    }
  }
  const changes = door.changes$.subscribe(check)

  const drop = (key: string) => {
    const one = attachments.get(key)
    attachments.delete(key)
    // What is on its way to it is to come again, to who holds the sockets then: it may be that another tab leads by now.
    for (const done of one?.acks.values() ?? []) done('unknown')
    one?.leave()
    if (one && ![...attachments.values()].some(({ tab }) => tab === one.tab)) {
      lives.get(one.tab)?.abort()
      lives.delete(one.tab)
    }
  }

  /** A tab that crashed says nothing: its lock is free then. */
  const watchLife = (tab: string) => {
    if (lives.has(tab)) return
    const life = new AbortController()
    lives.set(tab, life)
    const end = () => {
      for (const [key, one] of [...attachments]) if (one.tab === tab) drop(key)
      return undefined
    }
    locks.request(parts.lifeOf(tab), { signal: life.signal }, end).catch(() => {})
  }

  const attach = (tab: string, { key, id, events, since }: Message & { kind: 'attach' }) => {
    if (attachments.has(key) || attachments.size >= MAX_ATTACHMENTS) return
    const acks = new Map<string, Done>()
    const hand = (event: RealtimeEvent, done: Done) => {
      if (event.id === undefined) done('handled')
      else acks.set(event.id, done)
      post({ kind: 'event', to: key, event: { ...event } })
    }
    const filter = filterOf(events ?? undefined)
    const one: Attachment = { tab, id, filter, since, acks, isOpen: false, leave: () => {} }
    attachments.set(key, one)
    watchLife(tab)
    parts.learn(id)
    one.leave = door.enter(id, ({ serve }) => serve(id, { events: events ?? undefined, hand }))
    // It may be open already.
    check()
  }

  return {
    hear: (tab: string, message: Message): void => {
      // Nobody speaks for another tab.
      const isOwn = 'key' in message && message.key.startsWith(`${tab}/`)
      if (!isOwn) return
      if (message.kind === 'attach') attach(tab, message)
      if (message.kind === 'detach') drop(message.key)
      if (message.kind === 'ack') {
        const { acks } = attachments.get(message.key) ?? {}
        acks?.get(message.id)?.('handled')
        acks?.delete(message.id)
      }
    },

    /** Serves nobody any more. */
    close: (): void => {
      for (const [to, { isOpen }] of [...attachments]) {
        if (isOpen) post({ kind: 'detached', to })
        drop(to)
      }
      changes.unsubscribe()
    },
  }
}
