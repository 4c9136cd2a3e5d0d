import { createLazy } from '../core/lazy.ts'
import type { Platform } from '../core/platform.ts'
import type { OtherTabs } from '../realtime/ways.ts'
import type { HubDoor } from '../status/door.ts'
import type { TabsOptions } from './options.ts'
import type { Tabs, TabsParts } from './tabs.ts'

/** What a store knows of other tabs. */
export interface TabsDoor extends OtherTabs {
  /** Absent where each tab works alone, and until the code is there. */
  inside(): Tabs | undefined
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
  'options' | 'platform' | 'locks' | 'Channel' | 'hub' | keyof TabsSettings
>

/** The only way to the rest of this folder, which is a file of its own: most apps do without. */
const loadTabs = () => import('./tabs.ts')

/** Makes the door of a store. Where the platform has no locks or no channels, each tab works alone. */
export const createTabsDoor = (
  settings: TabsSettings,
  platform: Platform,
  hub: Pick<HubDoor, 'load'>,
  joining: () => Joining,
  load = loadTabs,
): TabsDoor => {
  const { tabs: options } = settings
  const { locks, BroadcastChannel: Channel } = platform
  let inside: Tabs | undefined
  const door = { inside: () => inside, dispose: () => {} }
  if (!options || !locks || !Channel) return door
  const lazy = createLazy(platform, () => Promise.all([load(), hub.load()]))
  const dispose = lazy.enter(([{ createTabs }, inner]) => {
    inside = createTabs({
      ...settings,
      ...joining(),
      hub: inner,
      options,
      platform,
      locks,
      Channel,
    })
    return inside.dispose
  })
  return { ...door, dispose, hasEvents: options.events, opened: lazy.load().catch(() => {}) }
}
