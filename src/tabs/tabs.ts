import type { Middleware } from '@reduxjs/toolkit'
import type { VZapsRtkApi, WithUtil } from '../api-types.ts'
import type { Runtime } from '../core/calls/runtime.ts'
import type { RealtimeDoor } from '../realtime/door.ts'
import type { SocketRelay } from '../realtime/others.ts'
import type { HubInside } from '../status/hub-inside.ts'
import type { Others } from '../status/others.ts'
import { createAsking } from './asking.ts'
import { createAwake } from './awake.ts'
import type { Elect, Election } from './election.ts'
import { createElection } from './election.ts'
import { createHolding } from './holding.ts'
import type { LineParts } from './line.ts'
import { createLine } from './line.ts'
import type { Duty, Message } from './messages.ts'
import type { NewsParts } from './news.ts'
import { createTimeline } from './timeline.ts'
import type { TabsView } from './view.ts'
import { createView } from './view.ts'

/** What a tab's side is made of: one a store. */
export interface TabsParts extends Omit<LineParts, 'api' | 'onMessage'>, Pick<NewsParts, 'onRows'> {
  readonly api: VZapsRtkApi<'vzaps'> & WithUtil
  readonly store: Parameters<Middleware>[0]
  readonly hub: HubInside
  readonly door: RealtimeDoor
  readonly runtime: Runtime
}

/** One tab's side of the work that tabs share. */
export interface Tabs extends Others, SocketRelay {
  view(): TabsView
  /** The state may be another one. */
  check(): void
  /** Somebody signed out in this tab, then (epoch ms). */
  signedOut(at: number): void
  /** Another session, or none. */
  reset(): void
  dispose(): void
}

/** Joins the tabs of a scope: two duties that one of them has for all, and the line on which they speak. */
export const createTabs = (parts: TabsParts): Tabs => {
  const { api, store, platform, locks, account, runtime } = parts
  const awake = platform.awake ?? createAwake()
  const timeline = createTimeline(platform.now)
  const line = createLine({ ...parts, onMessage: (from, message) => obey(from, message) })
  let isOver = false
  const isSignedIn = () => account.current() !== undefined
  const isIn = () => line.isOpen() && isSignedIn()
  const isAsleep = () => !isOver && !awake.get() && isSignedIn()

  const elect: Elect = (duty, isMissed, onChange) =>
    createElection({
      platform,
      locks,
      name: `${line.name}/${duty}`,
      isMissed,
      ping: () => line.post({ kind: 'ping', duty }),
      onChange: ({ status }) => {
        if (status === 'leading') line.post({ kind: 'lead', duty })
        onChange(status === 'leading')
      },
    })

  /** The instance's token comes with its row, which this tab may never have read. */
  const learn = (id: string) => {
    const session = account.current()
    if (session?.access.kind !== 'bearer' || session.tokens.get(id)) return
    const read = { subscribe: false, forceRefetch: true } as const
    store.dispatch(api.endpoints.getInstance.initiate(id, read) as never)
  }

  const hasDoubts = () => api.util.selectOperations(store.getState()).length > 0
  const asking = createAsking({ ...parts, timeline, line, elect, hasDoubts })
  const holding = createHolding({ ...parts, line, elect, isIn, isAsleep, learn })

  const electionOf = (duty: Duty): Election => (duty === 'asks' ? asking : holding).election
  const view = createView(line, (duty) => electionOf(duty).status())

  const hearDuty = ({ kind, duty }: Extract<Message, { duty: Duty }>, from: string) => {
    const election = electionOf(duty)
    if (kind !== 'ping') view.leads(duty, from)
    if (kind === 'ping' && election.status() === 'leading') {
      line.post({ kind: 'pong', duty })
      // While this tab is hidden its timers run once a minute: whoever pings can be seen, and is in time.
      if (duty === 'sockets') parts.door.inside()?.look()
    }
    if (election.status() !== 'following') return
    if (kind !== 'ping') election.hear()
    if (kind !== 'lead') return
    if (duty === 'asks') asking.resume()
    else holding.reroute()
  }

  const obey = (from: string, message: Message) => {
    if ('duty' in message) return hearDuty(message, from)
    asking.hear(message)
    holding.hear(from, message)
  }

  /** Takes up what this tab can do now, and leaves what it cannot. */
  const look = () => {
    asking.look(isIn())
    holding.look()
  }

  const part = () => {
    line.close()
    look()
  }

  const wake = () => {
    if (!awake.get()) return part()
    if (line.isOpen() || isOver) return
    line.open()
    look()
    asking.resume()
  }

  const stops = [platform.visible.subscribe(look), awake.subscribe(wake)]

  // What leaves this store has its place in time, too.
  const { sendOrder } = runtime
  runtime.sendOrder = (clock) => {
    const seq = sendOrder(clock)
    timeline.note(seq)
    return seq
  }
  const check = () => timeline.note(api.util.selectClock(store.getState()))
  check()
  wake()
  holding.reroute()

  return {
    view: view.get,
    check,
    ask: asking.ask,
    tell: asking.tell,
    doubt: asking.doubt,
    join: asking.join,
    prove: holding.prove,
    note: holding.note,
    signedOut: line.signedOut,
    reset: () => {
      asking.reset()
      holding.reset()
      look()
    },
    dispose: () => {
      isOver = true
      asking.dispose()
      part()
      for (const stop of stops) stop()
      runtime.sendOrder = sendOrder
    },
  }
}
