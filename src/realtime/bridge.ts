import type { Middleware } from '@reduxjs/toolkit'
import type { VZapsRtkApi, VZapsUtil, WithUtil } from '../api-types.ts'
import type { Instance } from '../instances/schema.ts'
import type { RealtimeEvent } from './events.ts'
import type { Filter } from './filter.ts'
import { covers, filterOf } from './filter.ts'
import type { PollingParts } from './polling.ts'
import { createPolling } from './polling.ts'

/** What a bridge connects: sockets here, cache and poller there. */
export interface BridgeParts extends PollingParts {
  readonly api: VZapsRtkApi<'vzaps'> & WithUtil
  readonly store: Parameters<Middleware>[0]
  readonly tellRows: VZapsUtil['tellRows']
}

/** The events that tell whether a session is connected. */
export const statusEvents = ['Connected', 'Disconnected'] as const

/**
 * The word for `status` that says the same as the event, spelled as the one there is. The server's vocabulary is not
 * documented: a word that is about anything else is left to the server, and asked for.
 */
const wordFor = (word: string | null | undefined, connected: boolean): string | undefined => {
  if (!word || !/^(?:dis)?connected$/i.test(word)) return undefined
  const next = connected ? 'connected' : 'disconnected'
  if (word === word.toUpperCase()) return next.toUpperCase()
  return /^[A-Z]/.test(word) ? next.charAt(0).toUpperCase() + next.slice(1) : next
}

/** Epoch ms; -Infinity for what is no time. */
const timeOf = (text: string | null | undefined): number => {
  const ms = Date.parse(text ?? '')
  return Number.isNaN(ms) ? Number.NEGATIVE_INFINITY : ms
}

/**
 * Makes what brings pushes into the cache. A push counts as a read that left at the moment it came: a poll that left
 * before says nothing against it. One that is older than the row there, by the server's own clock, says nothing new.
 */
export const createBridge = (parts: BridgeParts) => {
  const { api, store, tellRows } = parts
  const { confirm, setPushed } = createPolling(parts)
  /** Which instances have an open socket, and whether it carries their status. */
  const open = new Map<string, boolean>()
  const lost = new Set<string>()
  /** Of the last push, by the server's clock: epoch ms. */
  const pushedAt = new Map<string, number>()

  const rowOf = (id: string) => api.util.selectRow(store.getState(), 'Instance', id)

  const invalidate = (type: 'Instance' | 'Session', id: string) =>
    store.dispatch(api.util.invalidateTags([{ type, id }]))

  const carriesStatus = (filter: Filter, id: string): boolean => {
    // Without a filter a socket carries what the instance is set up to post, where that is known.
    const carried = filter ?? filterOf(rowOf(id)?.eventsSubscribe ?? undefined)
    return carried !== undefined && covers(carried, new Set(statusEvents))
  }

  const tell = (id: string, row: Instance, connected: boolean) => {
    const status = wordFor(row.status, connected)
    const fields = { connected, ...(status === undefined ? {} : { status }) }
    store.dispatch(tellRows([{ type: 'Instance', id, fields }]))
    const isUnknown = Boolean(row.status) && status === undefined
    // The rest (the phone, since when) is in no event; of a session that is gone nothing else is new.
    if (connected || isUnknown) confirm(id, isUnknown)
  }

  return {
    /** An event came. */
    take: (id: string, { type, instanceId, createdAt }: RealtimeEvent): void => {
      if ((type !== 'Connected' && type !== 'Disconnected') || instanceId !== id) return
      const connected = type === 'Connected'
      const row = rowOf(id)
      const at = timeOf(createdAt)
      const newest = Math.max(timeOf(row?.updatedAt), pushedAt.get(id) ?? Number.NEGATIVE_INFINITY)
      const isOld = createdAt !== undefined && at < newest
      if (!isOld) pushedAt.set(id, at)
      if (row && !isOld) tell(id, row, connected)
      else if (row?.connected !== connected) confirm(id, true)
      invalidate('Session', id)
    },

    /** The socket of an instance carries these events now; `undefined`: there is none. */
    setOpen: (id: string, carried: { readonly filter: Filter } | undefined): void => {
      const was = open.get(id)
      if (carried) {
        const is = carriesStatus(carried.filter, id)
        open.set(id, is)
        setPushed(id, is)
        // What happened since the last one was lost was not pushed.
        if (was === undefined && lost.has(id) && !confirm(id, true)) {
          invalidate('Instance', id)
          invalidate('Session', id)
        }
      } else if (was !== undefined) {
        open.delete(id)
        lost.add(id)
        setPushed(id, false)
        confirm(id, true)
      }
    },

    /** Nobody is subscribed any more. */
    forget: (id: string): void => {
      open.delete(id)
      lost.delete(id)
      pushedAt.delete(id)
      setPushed(id, false)
    },
  }
}
