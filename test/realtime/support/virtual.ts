import { vi } from 'vitest'
import type { EventIssue, EventsOptions, RealtimeConnection, RealtimeEvent } from 'vzaps-rtk'
import type { MockGatewayOptions } from 'vzaps-rtk/mock'
// Loaded before any timer is faked: what a test waits for is never these files.
import '../../../src/realtime/realtime.ts'
import '../../../src/realtime/relay-line.ts'
import { instances, virtual as virtualStatus } from '../../status/support/virtual.ts'
import type { SetupOptions } from '../../support/setup.ts'

interface Door {
  stateOf(id: string): RealtimeConnection
}

/** An api whose sockets end at a fake gateway, in virtual time: call `vi.useFakeTimers()` first. */
export const virtual = (
  gateway: MockGatewayOptions = { instances: instances(3) },
  { platform, ...options }: SetupOptions = {},
) => {
  let WebSocket: typeof globalThis.WebSocket | undefined
  /** The sockets that were opened so far. */
  const sockets: WebSocketLike[] = []
  const recording = function (this: unknown, url: string) {
    if (!WebSocket) throw new Error('too early')
    const socket = new WebSocket(url)
    sockets.push(socket as never)
    return socket
  } as unknown as typeof globalThis.WebSocket
  const at = virtualStatus(gateway, {
    ...options,
    platform: { WebSocket: recording, ...platform },
  })
  WebSocket = at.gateway.WebSocket
  const connection = at.vzaps.connect(at.store)
  const { realtime: door } = connection as unknown as { realtime: Door }

  /** Reads the instances, so that their tokens are known. */
  const know = async () => {
    const read = at.store.dispatch(at.e.listInstances.initiate())
    await at.wait(1)
    read.unsubscribe()
  }

  /** Subscribes, and keeps what came of it. */
  const listen = (id: string, options: EventsOptions = {}) => {
    const events: RealtimeEvent[] = []
    const issues: EventIssue[] = []
    const end: { error?: unknown; isComplete?: boolean } = {}
    const subscription = connection
      .events$(id, { onIssue: (issue) => issues.push(issue), ...options })
      .subscribe({
        next: (event) => events.push(event),
        error: (error) => {
          end.error = error
        },
        complete: () => {
          end.isComplete = true
        },
      })
    return {
      events,
      issues,
      end,
      ids: () => events.map((event) => event.id),
      stop: () => subscription.unsubscribe(),
    }
  }

  const urls = () => sockets.map(({ url }) => new URL(url))

  return {
    ...at,
    ...connection,
    know,
    listen,
    sockets,
    urls,
    state: (id: string) => door.stateOf(id),
    push: at.gateway.realtime,
    /** Time enough to connect, and for what was pushed to come. */
    settle: () => at.wait(100),
  }
}

interface WebSocketLike {
  readonly url: string
  readonly readyState: number
}

export type Virtual = ReturnType<typeof virtual>

/** A promise that a test resolves. */
export const deferred = () => {
  let resolve = () => {}
  let reject = (_error: unknown) => {}
  const promise = new Promise<void>((done, fail) => {
    resolve = done
    reject = fail
  })
  return { promise, resolve, reject }
}

export const useVirtualTime = () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 2, 3, 4, 5) })
}
