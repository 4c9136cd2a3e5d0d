import { isRecord } from '../core/casing.ts'
import type { Signal } from '../realtime/stream.ts'
import type { Message } from './messages.ts'

/** A socket that is another tab's. */
interface Borrowed {
  open(): void
  event(event: object): void
  close(): void
}

/** The id in an acknowledgement, as the delivery of events writes it. */
const ackedId = (text: string): string | undefined => {
  const ack: unknown = JSON.parse(text)
  return isRecord(ack) && ack.event_id !== undefined ? String(ack.event_id) : undefined
}

/** Makes what gets events by way of the tab that holds the sockets: for all else here it is a socket like others. */
export const createBorrowedSockets = (tab: string, post: (message: Message) => void) => {
  const borrowed = new Map<string, Borrowed>()
  let last = 0

  return {
    size: () => borrowed.size,

    /** Attaches, and tells what comes of it; returns the function that closes it. */
    open: (
      { id, events, since }: Pick<Message & { kind: 'attach' }, 'id' | 'events' | 'since'>,
      tell: (signal: Signal<unknown>) => void,
    ): (() => void) => {
      last += 1
      const key = `${tab}/${last}`
      let isOpen = false
      const send = (text: string) => {
        const eventId = ackedId(text)
        if (eventId !== undefined) post({ kind: 'ack', key, id: eventId })
      }
      let isAttached = true
      const close = () => {
        borrowed.delete(key)
        if (isAttached) post({ kind: 'detach', key })
        isAttached = false
      }
      borrowed.set(key, {
        open: () => {
          if (isOpen) return
          isOpen = true
          tell({ kind: 'open', send })
        },
        event: (event) => {
          if (isOpen) tell({ kind: 'frame', data: JSON.stringify(event) })
        },
        close: () => {
          borrowed.delete(key)
          // Whoever holds it sees to the next one. Waiting for a time to ask again, a hidden tab would wait for a minute.
          tell({ kind: 'closed', isToCome: true })
        },
      })
      post({ kind: 'attach', key, id, events, since })
      return close
    },

    /** What the one who holds the sockets says. */
    hear: (message: Message): void => {
      if (message.kind === 'attached') borrowed.get(message.to)?.open()
      if (message.kind === 'detached') borrowed.get(message.to)?.close()
      if (message.kind === 'event') borrowed.get(message.to)?.event(message.event)
    },
  }
}
