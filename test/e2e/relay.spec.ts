import { expect, test } from '@playwright/test'
import { createMockGateway } from '../../src/mock/index.ts'
import { App } from './support/app.ts'
import type { RelayDemo } from './support/relay-demo.ts'
import { startRelayDemo } from './support/relay-demo.ts'

// The page as it is served while it is worked on, which takes a while to load.
test.describe.configure({ timeout: 240_000 })
test.use({ actionTimeout: 30_000 })

let demo: RelayDemo
test.beforeAll(async () => {
  demo = await startRelayDemo()
})
test.afterAll(() => demo.stop())

/** What the account of the playground has that no page must see: its own, and each instance's. */
const secretsOf = () => {
  const { credentials, instances } = createMockGateway({ seed: 7, instances: 57 })
  return [...Object.values(credentials), ...instances.list().map(({ token }) => token)]
}

test('the playground works behind a relay, hears pushes through its stream, and no secret reaches the page', async ({
  page,
}) => {
  const app = new App(page)
  const texts: Promise<string>[] = []
  const streams: string[] = []
  page.on('response', (response) => {
    const { pathname, href } = new URL(response.url())
    if (!/^\/(relay|playground|session)/.test(pathname)) return
    const request = response.request()
    const sent = [href, JSON.stringify(request.headers()), request.postData()].join()
    texts.push(Promise.resolve(sent + JSON.stringify(response.headers())))
    // It has no end.
    if (pathname === '/relay/events') streams.push(href)
    else texts.push(response.text().catch(() => ''))
  })

  await page.goto(`${demo.url}/instances`)
  await page.getByRole('button', { name: 'Sign in as Ana' }).click({ timeout: 120_000 })
  await app.names.first().waitFor()
  const name = await app.names.first().innerText()
  expect(name).not.toBe('')

  // The panel stays while the page is used.
  await page.getByRole('button', { name: /^Faults/ }).click()
  await app.openDrawer(name)
  const panel = page.getByRole('dialog', { name: 'Faults' })
  const events = app.section('Live events')
  await expect(events).toContainText('Push is on')
  expect(streams.length).toBeGreaterThan(0)
  await panel.getByRole('button', { name: 'Message arrives' }).click()
  await expect(events.getByRole('log')).toContainText('Are you open today?')

  const chip = (wrong: string) =>
    page.getByRole('button', { name: `Faults: ${wrong}`, includeHidden: true })
  await panel.getByRole('button', { name: 'Refuse the next rename' }).click()
  await chip('one call will fail').waitFor({ state: 'attached' })
  await panel.getByRole('button', { name: 'Close' }).click()
  await app.rename('Refused')
  await expect(app.drawer.getByText('It was not renamed')).toBeVisible()
  await chip('none').waitFor({ state: 'attached' })
  await expect(app.drawer.getByRole('heading', { name })).toBeVisible()

  await app.rename('Renamed behind the relay')
  const heading = app.drawer.getByRole('heading', { name: 'Renamed behind the relay' })
  await expect(heading).toBeVisible()
  await expect(app.drawer.getByText('Saving…')).toBeHidden()

  // Signed in by the cookie alone.
  await page.reload()
  await expect(heading).toBeVisible({ timeout: 60_000 })
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('button', { name: 'Sign in as Ana' }).waitFor()
  expect(await page.evaluate(async () => (await fetch('/session')).status)).toBe(401)

  const seen = (await Promise.all(texts)).join('\n') + (await page.content())
  expect(seen).toContain('Renamed behind the relay')
  expect(secretsOf().filter((secret) => seen.includes(secret))).toEqual([])
  expect(seen).not.toMatch(/eyJ[\w-]+\.[\w-]+\.|"token"/)
})
