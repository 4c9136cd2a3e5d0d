import type { Account } from './auth/auth.ts'
import type { Charges } from './billing/charges.ts'
import { whyGone } from './core/calls/job.ts'
import type { Runtime } from './core/calls/runtime.ts'
import { liftDeletes, liftRows } from './instances/deleted.ts'
import type { DoorParts, EventsConnection, RealtimeDoor } from './realtime/door.ts'
import { createRealtimeDoor } from './realtime/door.ts'
import type { LiveConnection, StatusConnection } from './status/connection.ts'
import type { HubDoor } from './status/door.ts'
import { createHubDoor } from './status/door.ts'
import type { HubParts, PollParts } from './status/hub-parts.ts'
import type { TabsDoor, TabsSettings } from './tabs/door.ts'
import { createTabsDoor } from './tabs/door.ts'

/** What `vzaps.connect(store)` gives: a store's runtime, seen from outside React. */
export interface Connection extends EventsConnection {
  /** Watches instances. */
  readonly status: StatusConnection
  /** Resets the api's state in this store, and ends all that runs in it. */
  dispose(): void
}

/** A connection as the hooks of the api see it. */
export interface InnerConnection extends Connection {
  readonly live: LiveConnection
  readonly realtime: RealtimeDoor
  readonly tabs: TabsDoor
}

/** What polls and sockets need of the options. */
export type LiveSettings = TabsSettings &
  Pick<HubParts, 'maxPageSize' | 'isTransitional'> &
  Pick<
    DoorParts,
    | 'baseUrl'
    | 'realtimeUrl'
    | 'timeoutMs'
    | 'maxAnswerBytes'
    | 'bufferSize'
    | 'maxSockets'
    | 'onSchemaIssue'
  >

/** What a store's parts are made of. */
export interface StoreSide
  extends LiveSettings,
    PollParts,
    Pick<HubParts, 'api' | 'store' | 'platform' | 'gate'> {
  readonly runtime: Runtime
  readonly account: Account
  readonly charges: Charges
  /** When somebody signed out last, in any store: epoch ms. */
  signedOutAt(): number
}

/** What runs in one store besides RTK Query: each part is loaded when it is first used. */
export interface StoreParts {
  readonly hub: HubDoor
  readonly tabs: TabsDoor
  readonly realtime: RealtimeDoor
}

/** Makes the parts of a store, which know each other. */
export const createStoreParts = (side: StoreSide): StoreParts => {
  const { api, store, platform, runtime, account, charges, tellRows } = side
  const hub = createHubDoor({
    ...side,
    onRead: (action) => {
      charges.observe(action)
      liftDeletes(runtime, action)
    },
    others: () => tabs.inside(),
    push: (id) => realtime.enter(id, ({ push }) => push(id)),
  })
  const tabs = createTabsDoor(side, platform, hub, () => ({
    api,
    store,
    account,
    runtime,
    door: realtime,
    epoch: side.signedOutAt(),
    onRows: (rows, sentSeq) => liftRows(runtime, rows, sentSeq),
  }))
  const realtime = createRealtimeDoor({
    ...side,
    hub,
    tellRows,
    sessions: account,
    tabs,
    tokenChanges$: account.tokens.changes$,
    whyNot: (id) => whyGone(runtime, id),
  })
  return { hub, tabs, realtime }
}
