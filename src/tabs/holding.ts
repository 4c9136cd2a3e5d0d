import type { Platform, PlatformLocks } from '../core/platform.ts'
import type { RealtimeDoor } from '../realtime/door.ts'
import type { SocketRelay } from '../realtime/others.ts'
import type { Elect, Election } from './election.ts'
import type { Line } from './line.ts'
import type { Message } from './messages.ts'
import { createRecentEvents } from './recent.ts'
import { createServer } from './serve.ts'
import { createBorrowedSockets } from './sockets.ts'

/** What holding the sockets for all tabs takes. */
export interface HoldingParts {
  readonly platform: Platform
  readonly locks: PlatformLocks
  readonly door: RealtimeDoor
  readonly line: Line
  readonly elect: Elect
  /** Is somebody signed in, and this tab there? */
  isIn(): boolean
  /** Is it only asleep, so that it will be there again? */
  isAsleep(): boolean
  /** Sees to it that the instance's token is known here. */
  learn(instanceId: string): void
}

type Way = Awaited<ReturnType<SocketRelay['prove']>>

/** Makes one tab's side of the duty to hold the sockets: one tab has them, and hands events to the others. */
export const createHolding = (parts: HoldingParts) => {
  const { platform, door, line, isIn, isAsleep } = parts
  let server: ReturnType<typeof createServer> | undefined
  let before: ReturnType<Election['status']> = 'stopped'
  let isWanted = false
  const recent = createRecentEvents(platform.now)

  const post = (message: Message) => {
    line.post(message)
    if (message.kind === 'attach' || message.kind === 'detach') election.look()
  }
  const borrowed = createBorrowedSockets(line.tab, post)

  const reroute = () => door.inside()?.reroute()

  const election = parts.elect(
    'sockets',
    () => platform.visible.get() && borrowed.size() > 0,
    (isLeading) => {
      const [was, is] = [before, election.status()]
      before = is
      server?.close()
      server = isLeading ? createServer({ ...parts, recent, post, lifeOf: line.lifeOf }) : undefined
      if (was === 'leading' || was === 'following' || is === 'following') reroute()
    },
  )

  const wayOf = (id: string, since: number): Way => ({
    open: ({ filter }, tell) =>
      borrowed.open({ id, events: filter ? [...filter] : null, since }, tell),
    refuse: () => {},
  })

  const look = () => {
    if (!isIn()) election.leave()
    else if (isWanted) election.enter()
    election.look()
  }

  return {
    election,
    reroute,
    look,
    prove: async (id: string, since: number): Promise<Way> => {
      isWanted = true
      look()
      for (;;) {
        const status = election.status()
        if (status === 'following') return wayOf(id, since)
        if (status === 'leading' || status === 'alone') return undefined
        // What a tab took by itself while it sleeps would be acknowledged for those that are awake, and that never had it.
        if (!isIn() && !isAsleep()) return undefined
        await election.changed()
      }
    },
    note: recent.note,
    /** Another session, or none. */
    reset: (): void => {
      election.leave()
      recent.clear()
    },
    hear: (from: string, message: Message): void => {
      server?.hear(from, message)
      borrowed.hear(message)
    },
  }
}
