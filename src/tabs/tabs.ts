import type { Middleware } from '@reduxjs/toolkit'
import type { VZapsRtkApi, WithUtil } from '../api-types.ts'
import type { Account } from '../auth/auth.ts'
import type { Runtime } from '../core/calls/runtime.ts'
import type { Platform, PlatformChannel, PlatformLocks } from '../core/platform.ts'
import { redactDeep } from '../core/secrets/redaction.ts'
import { createSecretFinder } from '../core/secrets/secret-finder.ts'
import type { RealtimeDoor } from '../realtime/door.ts'
import type { SocketRelay } from '../realtime/realtime.ts'
import { judge } from '../status/failures.ts'
import type { Hub } from '../status/hub.ts'
import type { Others, Wish } from '../status/others.ts'
import type { Election, Role } from './election.ts'
import { createElection } from './election.ts'
import type { Duty, Envelope, Message, MessageRules } from './messages.ts'
import { readEnvelope, VERSION } from './messages.ts'
import type { NewsParts } from './news.ts'
import { createNews } from './news.ts'
import type { TabsOptions } from './options.ts'
import { createServer } from './serve.ts'
import { createBorrowedSockets } from './sockets.ts'
import { createTimeline } from './timeline.ts'

/** What a tab's side is made of: one a store. */
export interface TabsParts
  extends Pick<MessageRules, 'strictAnswers' | 'onSchemaIssue'>,
    Pick<NewsParts, 'onRows'> {
  readonly options: TabsOptions
  readonly api: VZapsRtkApi<'vzaps'> & WithUtil
  readonly store: Parameters<Middleware>[0]
  readonly platform: Platform
  readonly locks: PlatformLocks
  readonly Channel: NonNullable<Platform['BroadcastChannel']>
  readonly hub: Hub
  readonly door: RealtimeDoor
  readonly account: Pick<Account, 'current' | 'end'>
  readonly runtime: Runtime
  readonly maxAnswerBytes: number
  /** When somebody signed out here last: epoch ms. */
  readonly epoch: number
}

/** How the work is shared, as one tab knows it; for inspectors. */
export interface TabsView {
  /** The name of this tab among them: made anew for each store. */
  readonly tab: string
  /** How many others it has heard. */
  readonly others: number
  /** What this tab is for each duty, and which tab leads; `undefined` while it has not heard from that one. */
  readonly duties: Readonly<
    Record<Duty, { readonly status: Role['status']; readonly leader: string | undefined }>
  >
}

/** One tab's side of the work that tabs share. */
export interface Tabs extends Others, Pick<SocketRelay, 'prove' | 'note'> {
  view(): TabsView
  /** The state may be another one. */
  check(): void
  /** Somebody signed out in this tab, then (epoch ms). */
  signedOut(at: number): void
  /** Another session, or none. */
  reset(): void
  dispose(): void
}

/** More are not this user's. */
const MAX_PEERS = 1_000

/** Joins the tabs of a scope. */
export const createTabs = (parts: TabsParts): Tabs => {
  const { api, store, platform, locks, hub, door, account, runtime, options } = parts
  const name = `vzaps-rtk/${VERSION}/${api.reducerPath}/${options.scope}`
  const tab = `${platform.now().toString(36)}-${platform.random().toString(36).slice(2)}`
  const lifeOf = (of: string) => `${name}/tab/${of}`
  const timeline = createTimeline(platform.now)
  const news = createNews({ hub, timeline, onRows: parts.onRows })
  const peers = new Set<string>()
  /** Who said last that it leads. */
  const leaders: Partial<Record<Duty, string>> = {}
  let { epoch } = parts
  let channel: PlatformChannel | undefined
  let endLife = () => {}
  let server: ReturnType<typeof createServer> | undefined
  let isSocketWanted = false
  let isOver = false

  const rules = (): MessageRules => ({
    ...parts,
    now: platform.now,
    secrets: account.current()?.secrets ?? createSecretFinder(),
    // Room for what JSON escapes.
    maxLength: 2 * parts.maxAnswerBytes,
  })

  const post = (message: Message) => {
    if (!channel) return
    const envelope = { v: VERSION, from: tab, epoch, message }
    const text = JSON.stringify(envelope)
    const secrets = account.current()?.secrets
    const clean = secrets?.has(text) ? JSON.stringify(redactDeep(envelope, secrets)) : text
    channel.postMessage(clean)
    if (message.kind === 'attach' || message.kind === 'detach') sockets.look()
  }
  const borrowed = createBorrowedSockets(tab, post)

  const elect = (duty: Duty, isMissed: () => boolean, onChange: (isLeading: boolean) => void) =>
    createElection({
      platform,
      locks,
      name: `${name}/${duty}`,
      isMissed,
      ping: () => post({ kind: 'ping', duty }),
      onChange: ({ status }) => {
        if (status === 'leading') post({ kind: 'lead', duty })
        onChange(status === 'leading')
      },
    })

  const asks = elect(
    'asks',
    () => platform.visible.get(),
    (isLeading) => isLeading && news.resume(),
  )

  let before: ReturnType<Election['status']> = 'stopped'
  const sockets = elect(
    'sockets',
    () => platform.visible.get() && borrowed.size() > 0,
    (isLeading) => {
      const [was, is] = [before, sockets.status()]
      before = is
      server?.close()
      server = isLeading
        ? createServer({ platform, locks, door, post, lifeOf, learn: learnToken })
        : undefined
      if (was === 'leading' || was === 'following') door.reroute()
    },
  )

  /** The instance's token comes with its row, which this tab may never have read. */
  const learnToken = (id: string) => {
    const session = account.current()
    if (session?.access.kind !== 'bearer' || session.tokens.get(id)) return
    const read = { subscribe: false, forceRefetch: true } as const
    store.dispatch(api.endpoints.getInstance.initiate(id, read) as never)
  }

  /** Takes up what this tab can do now, and leaves what it cannot. */
  const look = () => {
    const isIn = channel !== undefined && account.current() !== undefined
    if (isIn && platform.visible.get()) asks.enter()
    else asks.leave()
    if (isIn && isSocketWanted) sockets.enter()
    if (!isIn) sockets.leave()
    asks.look()
    sockets.look()
  }

  const learnEpoch = (at: number) => {
    epoch = at
    const session = account.current()
    // Who signed in since then is not meant.
    if (session && session.since < at) account.end()
  }

  const hearDuty = (election: Election, { kind, duty }: Message & { duty: Duty }, from: string) => {
    if (kind !== 'ping') leaders[duty] = from
    if (kind === 'ping' && election.status() === 'leading') post({ kind: 'pong', duty })
    if (election.status() !== 'following') return
    if (kind !== 'ping') election.hear()
    if (kind !== 'lead') return
    if (duty === 'asks') news.resume()
    else door.reroute()
  }

  const hear = ({ from, epoch: theirs, message }: Envelope) => {
    if (message.kind === 'bye') {
      peers.delete(from)
      return
    }
    if (peers.size < MAX_PEERS) peers.add(from)
    if (theirs > epoch) learnEpoch(theirs)
    if (message.kind === 'hello' || theirs < epoch) post({ kind: 'here' })
    // What is of an earlier session is nobody's any more.
    if (theirs === epoch && account.current()) obey(from, message)
  }

  const obey = (from: string, message: Message) => {
    if ('duty' in message) return hearDuty(message.duty === 'asks' ? asks : sockets, message, from)
    switch (message.kind) {
      case 'ask':
        if (asks.status() === 'leading') news.borrow(message)
        break
      case 'told':
      case 'failed':
        news.take(message)
        break
      default:
        server?.hear(from, message)
        borrowed.hear(message)
    }
  }

  const join = () => {
    if (channel || isOver) return
    channel = new parts.Channel(name)
    channel.addEventListener('message', ({ data }) => {
      const envelope = readEnvelope(data, rules())
      if (channel && envelope && envelope.from !== tab) hear(envelope)
    })
    const life = new Promise<void>((end) => {
      endLife = end
    })
    locks.request(lifeOf(tab), {}, () => life).catch(() => {})
    post({ kind: 'hello' })
    look()
    news.resume()
  }

  const part = () => {
    post({ kind: 'bye' })
    const open = channel
    channel = undefined
    look()
    open?.close()
    endLife()
    peers.clear()
  }

  const wake = () => (platform.awake.get() ? join() : part())
  const stops = [platform.visible.subscribe(look), platform.awake.subscribe(wake)]

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
  door.reroute()

  const proofOf = (id: string, since: number): Awaited<ReturnType<SocketRelay['prove']>> => ({
    open: ({ filter }, tell) =>
      borrowed.open({ id, events: filter ? [...filter] : null, since }, tell),
    refuse: () => {},
  })

  const viewOf = (duty: Duty, status: Role['status']) => {
    const heard = leaders[duty]
    const leader = heard !== undefined && peers.has(heard) ? heard : undefined
    return { status, leader: status === 'leading' ? tab : leader }
  }

  const ask = async (wish: Wish): Promise<boolean> => {
    while (asks.status() === 'electing') await asks.changed()
    const status = asks.status()
    if (status === 'leading' || status === 'alone' || isOver) return false
    if (wish.ids.length + wish.lists.length > 0) post({ kind: 'ask', ...wish })
    return true
  }

  return {
    view: () => ({
      tab,
      others: peers.size,
      duties: {
        asks: viewOf('asks', asks.status()),
        sockets: viewOf('sockets', sockets.status()),
      },
    }),
    check,
    ask: (wish) => {
      // A hidden tab asks only where its app wants that: then it takes its turn as well.
      if (channel && account.current()) asks.enter()
      const status = asks.status()
      return status === 'leading' || status === 'alone' || isOver || !account.current()
        ? false
        : ask(wish)
    },
    tell: (told) => {
      if (told.kind === 'failed') {
        if (asks.status() !== 'leading') return
        // It is this tab that is refused: another one may do better.
        if (judge(told.error) === 'refused') return asks.leave()
      }
      if (peers.size === 0) return
      if (told.kind === 'failed') return post(told)
      const { kind, rows, list, askedAt, confirmedAt } = told
      post({ kind, askedAt, confirmedAt, rows: list ? [] : rows, ...(list && { list }) })
    },
    prove: async (id, since) => {
      isSocketWanted = true
      look()
      for (;;) {
        const status = sockets.status()
        if (status === 'following') return proofOf(id, since)
        const isOwn = status === 'leading' || status === 'alone'
        if (isOwn || isOver || !account.current()) return undefined
        await sockets.changed()
      }
    },
    note: (event, id) => server?.note(event, id),
    signedOut: (at) => {
      epoch = Math.max(epoch, at)
      post({ kind: 'hello' })
    },
    reset: () => {
      asks.leave()
      sockets.leave()
      look()
    },
    dispose: () => {
      isOver = true
      part()
      for (const stop of stops) stop()
      runtime.sendOrder = sendOrder
    },
  }
}
