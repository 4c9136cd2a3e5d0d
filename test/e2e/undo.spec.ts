import type { Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import type { MockServer } from '../../src/mock/node.ts'
import { startMockServer } from '../../src/mock/node.ts'
import { App } from './support/app.ts'

// The gateway is in another process than the page, so that it hears what a page sends while it goes.

let server: MockServer
test.beforeEach(async () => {
  server = await startMockServer({
    seed: 7,
    instances: [{ id: 'VZ1', name: 'Alpha' }],
    faults: { latencyMs: 0 },
  })
})
test.afterEach(() => server.close())

const deletes = () => server.gateway.requests.filter(({ method }) => method === 'DELETE')

/** Longer than a delete can be taken back, in ms. */
const graceMs = 9_000

const deleteAlpha = async (page: Page) => {
  const app = new App(page)
  await page.clock.install()
  await page.goto(`/instances?backend=${server.url}`)
  await app.signIn()
  await app.choose('Alpha', 'Delete')
  await expect(app.deletion('Alpha')).toContainText('Nothing was sent yet')
  await expect(app.link('Alpha')).toBeHidden()
  return app
}

const ways: Readonly<Record<string, (app: App) => Promise<unknown>>> = {
  'the story': async ({ page }) => {
    await page.getByRole('link', { name: 'Story' }).click()
    await page.getByRole('button', { name: 'Next step' }).waitFor()
    await page.clock.runFor(graceMs)
  },
  'signing out': async ({ page }) => {
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    await page.clock.runFor(graceMs)
  },
  'a reload': async (app) => {
    await app.page.reload()
    await app.signIn()
    await app.link('Alpha').waitFor()
    await app.page.clock.runFor(graceMs)
  },
  'another site': ({ page }) => page.goto('about:blank'),
  closing: async ({ page }) => {
    const closed = page.waitForEvent('close')
    await page.close({ runBeforeUnload: true })
    await closed
  },
}

for (const [name, leave] of Object.entries(ways)) {
  test(`leaving the page by ${name} sends no delete that could still be undone`, async ({
    page,
  }) => {
    const context = page.context()
    await leave(await deleteAlpha(page))
    // Whoever comes next finds it: by then, what the page may have sent as it went has arrived.
    const next = new App(await context.newPage())
    await next.page.goto(`/instances?backend=${server.url}`)
    await next.signIn()
    await expect(next.link('Alpha')).toBeVisible()
    expect(deletes()).toEqual([])
  })
}

test('Undo sends nothing and shows the row; without it the delete is sent when its time is over', async ({
  page,
}) => {
  const app = await deleteAlpha(page)
  await app.deletion('Alpha').getByRole('button', { name: 'Undo' }).click()
  await expect(app.link('Alpha')).toBeVisible()
  await page.clock.runFor(graceMs)
  expect(deletes()).toEqual([])

  await app.choose('Alpha', 'Delete')
  await page.clock.runFor(graceMs)
  await expect.poll(() => deletes().length).toBe(1)
})
