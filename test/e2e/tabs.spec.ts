import type { BrowserContext, Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import type { MockServer } from '../../src/mock/node.ts'
import { startMockServer } from '../../src/mock/node.ts'

// Real tabs: Web Locks, BroadcastChannel, and a gateway in another process that all of them talk to. Their time is real,
// too: a clock of Playwright's is one for all tabs, and waits for those that hang.

/** A tab of the playground, and how often it asked. */
interface Tab {
  readonly page: Page
  polls: number
}

const open = async (context: BrowserContext, server: MockServer): Promise<Tab> => {
  const page = await context.newPage()
  const tab: Tab = { page, polls: 0 }
  page.on('request', (request) => {
    if (/instances\/(list|get)$/.test(request.url()) && request.method() === 'POST') tab.polls += 1
  })
  await page.goto(`/instances/VZ1?backend=${server.url}&tabs=me`)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await drawerOf(page).waitFor()
  await expect(drawerOf(page)).toContainText('Push is on')
  return tab
}

const drawerOf = (page: Page) => page.getByRole('dialog', { name: 'Instance', exact: true })

const sum = (tabs: readonly Tab[]) => tabs.reduce((all, { polls }) => all + polls, 0)

/** Waits until somebody polls, and says who did. */
const poller = async (tabs: readonly Tab[]): Promise<readonly number[]> => {
  const before = tabs.map(({ polls }) => polls)
  await expect.poll(() => sum(tabs), { timeout: 60_000 }).toBeGreaterThan(sum(tabs))
  return tabs.flatMap(({ polls }, i) => (polls > (before[i] ?? 0) ? [i] : []))
}

const leave = {
  close: ({ page }: Tab) => page.close(),
  /** It stops in the middle of whatever it does, and hears nothing of that. */
  hang: async ({ page }: Tab) => {
    const session = await page.context().newCDPSession(page)
    await session.send('Debugger.enable')
    await session.send('Debugger.pause')
  },
  crash: async ({ page }: Tab) => {
    const session = await page.context().newCDPSession(page)
    const crashed = page.waitForEvent('crash')
    // It is not answered any more.
    void session.send('Page.crash').catch(() => {})
    await crashed
  },
}

for (const way of ['close', 'hang', 'crash'] as const) {
  test(`three tabs have one poller and one socket, also after a ${way} of the one`, async ({
    context,
  }) => {
    const server = await startMockServer({
      seed: 7,
      instances: [{ id: 'VZ1', name: 'Alpha', connected: true }],
    })
    const { gateway } = server
    try {
      const first = await open(context, server)
      const others = [await open(context, server), await open(context, server)]
      expect(gateway.realtime.open).toEqual(['VZ1'])
      expect(await poller([first, ...others])).toEqual([0])
      gateway.dropConnection('VZ1')
      for (const { page } of others) await expect(drawerOf(page)).toContainText('Disconnected')

      await leave[way](first)
      // Whoever has the socket now tells all of what happens next.
      gateway.instances.patch('VZ1', { connected: true })
      for (const { page } of others) await expect(drawerOf(page)).toContainText('Connected')
      // Where both were about to poll, both do, once.
      await expect.poll(() => poller(others), { timeout: 60_000 }).toHaveLength(1)
      // A tab that hangs cannot close its own.
      await expect
        .poll(() => gateway.realtime.open)
        .toEqual(way === 'hang' ? ['VZ1', 'VZ1'] : ['VZ1'])
    } finally {
      await server.close()
    }
  })
}
