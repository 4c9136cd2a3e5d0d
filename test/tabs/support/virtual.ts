import { vi } from 'vitest'
import type {
  AuthOptions,
  EventsOptions,
  RealtimeEvent,
  TabsOptions,
  VZapsOptions,
} from 'vzaps-rtk'
import { createVZapsApi } from 'vzaps-rtk'
import type { MockGatewayOptions } from 'vzaps-rtk/mock'
import { createMockGateway } from 'vzaps-rtk/mock'
// Loaded before any timer is faked: what a test waits for is never these files.
import '../../../src/realtime/realtime.ts'
import '../../../src/realtime/relay-line.ts'
import '../../../src/tabs/tabs.ts'
import { instances } from '../../status/support/virtual.ts'
import { mountStore } from '../../support/setup.ts'
import type { Tab } from './browser.ts'
import { createBrowser } from './browser.ts'

interface TabSetup extends Omit<VZapsOptions, 'platform' | 'tabs' | 'auth'> {
  tabs?: Partial<TabsOptions>
  auth?: AuthOptions | null
  without?: 'locks' | 'BroadcastChannel'
  hidden?: boolean
  /** What answers in place of the fake gateway. */
  fetch?: (request: Request) => Promise<Response>
}

/** A browser whose tabs talk to one fake gateway, in virtual time: call `vi.useFakeTimers()` first. */
export const virtualBrowser = (seed: MockGatewayOptions = { instances: instances(3) }) => {
  const browser = createBrowser()
  const gateway = createMockGateway({ now: () => Date.now(), faults: { latencyMs: 50 }, ...seed })
  const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms)
  /** `POST /instances/get` and so on, with the number of the tab that asked. */
  const asked: { readonly tab: number; readonly path: string; readonly at: number }[] = []
  let last = 0

  const open = ({ tabs, auth, without, hidden, fetch, ...options }: TabSetup = {}) => {
    const tab: Tab = browser.createTab()
    if (hidden) tab.visible.set(false)
    last += 1
    const number = last
    const platform = tab.platform((request) => {
      const { pathname: path } = new URL(request.url)
      if (/instances\/(get|list)/.test(path)) asked.push({ tab: number, path, at: Date.now() })
      return (fetch ?? gateway.fetch)(request)
    }, gateway.WebSocket)
    if (without) platform[without] = undefined as never
    const credentials = { ...gateway.credentials, dangerouslyAllowBrowser: true }
    const vzaps = createVZapsApi({
      ...(auth === null ? {} : { auth: auth ?? credentials }),
      platform,
      strictAnswers: true,
      retry: false,
      ...options,
      tabs: { scope: 'user-1', ...tabs },
    })
    const { store, actions, states } = mountStore([vzaps])
    const connection = vzaps.connect(store)
    const { realtime, live } = connection as unknown as Inner

    const watch = (id: string, given: Parameters<typeof connection.status.watch>[1] = {}) => {
      const subscription = connection.status.watch(id, given).subscribe()
      return () => subscription.unsubscribe()
    }
    const listen = (id: string, given: EventsOptions = {}) => {
      const events: RealtimeEvent[] = []
      const errors: unknown[] = []
      const subscription = connection.events$(id, given).subscribe({
        next: (event) => events.push(event),
        error: (error) => errors.push(error),
      })
      return { events, errors, stop: () => subscription.unsubscribe() }
    }
    const read = (id: string) =>
      store.dispatch(vzaps.endpoints.getInstance.initiate(id, { forceRefetch: true }))

    return {
      ...connection,
      ...tab,
      number,
      vzaps,
      store,
      actions,
      states,
      credentials,
      watch,
      listen,
      read,
      connected: (id: string) => vzaps.util.selectInstance(store.getState(), id)?.connected,
      row: (id: string) => vzaps.util.selectInstance(store.getState(), id),
      confirmedAt: (id: string) => live.hub.confirmedAt(id),
      pushState: (id: string) => realtime.stateOf(id).status,
      /** What the code for tabs does when it is there, be it late. */
      reroute: () => realtime.inside()?.reroute(),
      /** How often it asked itself. */
      polls: () => asked.filter((one) => one.tab === number).length,
    }
  }

  /** The requests of each tab from now on, by its number. */
  const counting = () => {
    const from = asked.length
    return () => {
      const counts: Record<number, number> = {}
      for (const { tab } of asked.slice(from)) counts[tab] = (counts[tab] ?? 0) + 1
      return counts
    }
  }

  return { ...browser, gateway, wait, open, asked, counting, push: gateway.realtime }
}

interface Inner {
  readonly realtime: {
    stateOf(id: string): { status: string }
    inside(): { reroute(): void } | undefined
  }
  readonly live: { readonly hub: { confirmedAt(id: string): number | undefined } }
}

export type OpenTab = ReturnType<ReturnType<typeof virtualBrowser>['open']>
