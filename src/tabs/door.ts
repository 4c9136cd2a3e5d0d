import type { Platform } from '../core/platform.ts'
import type { SocketRelay } from '../realtime/realtime.ts'
import type { Others } from '../status/others.ts'
import type { TabsOptions } from './options.ts'
import type { Tabs, TabsParts, TabsView } from './tabs.ts'

/** What a store knows of other tabs. */
export interface TabsDoor {
  readonly others: Others
  readonly relay: SocketRelay | undefined
  /** `undefined` where this tab works alone, and until the code is there. */
  view(): TabsView | undefined
  /** The state may be another one. */
  check(): void
  /** Somebody signed out in this tab, then (epoch ms). */
  signedOut(at: number): void
  /** Another session, or none. */
  reset(): void
  dispose(): void
}

/** What is needed of the options. */
export interface TabsSettings
  extends Pick<TabsParts, 'maxAnswerBytes' | 'strictAnswers' | 'onSchemaIssue'> {
  readonly tabs: TabsOptions | undefined
}

/** What is there once the store is made. */
type Joining = Omit<
  TabsParts,
  'options' | 'platform' | 'locks' | 'Channel' | 'epoch' | keyof TabsSettings
>

const RETRY_MS = 5_000

const nothing = (): undefined => {}

/** Works alone. */
const alone: TabsDoor = {
  others: { ask: () => false, tell: nothing },
  relay: undefined,
  view: nothing,
  check: nothing,
  signedOut: nothing,
  reset: nothing,
  dispose: nothing,
}

/** The only way to the rest of this folder, which is a file of its own: most apps do without. */
const loadTabs = () => import('./tabs.ts')

/** Makes the door of a store. Where the platform has no locks or no channels, and until the code is there, each tab works alone. */
export const createTabsDoor = (
  settings: TabsSettings,
  platform: Platform,
  joining: () => Joining,
  load = loadTabs,
): TabsDoor => {
  const { tabs } = settings
  const { locks, BroadcastChannel: Channel } = platform
  if (!tabs || !locks || !Channel) return alone
  let inside: Tabs | undefined
  let timer: ReturnType<Platform['setTimeout']> | undefined
  let epoch = 0
  let isOver = false
  const open = (): Promise<void> =>
    load().then(
      ({ createTabs }) => {
        if (!isOver)
          inside = createTabs({
            ...settings,
            ...joining(),
            options: tabs,
            platform,
            locks,
            Channel,
            epoch,
          })
      },
      // A failure is not kept.
      () => {
        if (!isOver) timer = platform.setTimeout(open, RETRY_MS)
      },
    )
  // Not in this turn: the store is being made.
  const opened = Promise.resolve().then(open)

  return {
    others: {
      ask: (wish) => inside?.ask(wish) ?? false,
      tell: (news) => inside?.tell(news),
    },
    relay: {
      carries: (filter) =>
        tabs.events === true || (filter !== undefined && [...filter].every(isStatus)),
      prove: async (id, since) => {
        await opened
        return inside?.prove(id, since)
      },
      note: (event, id) => inside?.note(event, id),
    },
    view: () => inside?.view(),
    check: () => inside?.check(),
    signedOut: (at) => {
      epoch = at
      inside?.signedOut(at)
    },
    reset: () => inside?.reset(),
    dispose: () => {
      isOver = true
      if (timer !== undefined) platform.clearTimeout(timer)
      inside?.dispose()
      inside = undefined
    },
  }
}

/** Only that says nothing of what people write. */
const isStatus = (type: string): boolean => type === 'Connected' || type === 'Disconnected'
