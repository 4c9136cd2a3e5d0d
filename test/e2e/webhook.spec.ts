import type { Page } from '@playwright/test'
import { hold, refuse } from './support/answers.ts'
import { expect, test } from './support/test.ts'

const rows = [
  {
    id: 'VZ1',
    name: 'Alpha',
    webhook: 'https://example.com/one',
    events_subscribe: 'Message,Connected',
  },
]

/** Another client changes the instance; the page asks when it gets the focus. */
const changeElsewhere = async (page: Page, values: Record<string, string>) => {
  await page.evaluate((values) => window.gateway.instances.patch('VZ1', values), values)
  await page.evaluate(() => window.dispatchEvent(new Event('focus')))
}

const stored = (page: Page) =>
  page.evaluate(() => {
    const row = window.gateway.instances.get('VZ1')
    return { webhook: row?.webhook, events: row?.events_subscribe }
  })

declare global {
  interface Window {
    /** ms */
    framesAreLateBy?: number
  }
}

test('a form that was not touched follows the server', async ({ app, page }) => {
  await app.start({ rows })
  await app.openDrawer('Alpha')
  const section = app.section('Webhook')
  await expect(section.getByLabel('Address')).toHaveValue('https://example.com/one')
  await changeElsewhere(page, {
    webhook: 'https://example.com/two',
    events_subscribe: 'ReadReceipt',
  })
  await expect(section.getByLabel('Address')).toHaveValue('https://example.com/two')
  await expect(section).toContainText('ReadReceipt')
  await expect(section).not.toContainText('Connected')
  await expect(section.getByRole('button', { name: 'Save the webhook' })).toBeDisabled()
})

test('a form whose change was taken back follows the server again', async ({ app, page }) => {
  await app.start({ rows })
  await app.openDrawer('Alpha')
  const address = app.section('Webhook').getByLabel('Address')
  await address.fill('https://example.com/mine')
  await changeElsewhere(page, { events_subscribe: 'ReadReceipt' })
  await expect(app.section('Webhook')).toContainText('ReadReceipt')
  await expect(address).toHaveValue('https://example.com/mine')
  await changeElsewhere(page, { webhook: 'https://example.com/two', events_subscribe: 'Presence' })
  await expect(app.section('Webhook')).toContainText('Presence')
  await expect(address).toHaveValue('https://example.com/mine')
  await address.fill('https://example.com/two')
  await expect(page.getByRole('button', { name: 'Save the webhook' })).toBeDisabled()
  await changeElsewhere(page, { webhook: 'https://example.com/three' })
  await expect(address).toHaveValue('https://example.com/three')
})

test('a new address leaves the events as another client has set them', async ({ app, page }) => {
  await app.start({ rows })
  await app.openDrawer('Alpha')
  const section = app.section('Webhook')
  await section.getByLabel('Address').fill('https://example.com/mine')
  // The page has not heard of it when it saves.
  await page.evaluate(() =>
    window.gateway.instances.patch('VZ1', { events_subscribe: 'ReadReceipt' }),
  )
  await section.getByRole('button', { name: 'Save the webhook' }).click()
  await expect(app.toast('Webhook saved')).toBeVisible()
  expect(await stored(page)).toEqual({ webhook: 'https://example.com/mine', events: 'ReadReceipt' })
  await expect(section).toContainText('ReadReceipt')
  await expect(section).not.toContainText('Connected')
})

test('new events leave the address as another client has set it', async ({ app, page }) => {
  await app.start({ rows })
  await app.openDrawer('Alpha')
  const section = app.section('Webhook')
  // Its pills lie over the field.
  await section.getByRole('combobox', { name: 'Events' }).click({ force: true })
  await page.getByRole('option', { name: 'ReadReceipt' }).click()
  await page.keyboard.press('Tab')
  await page.evaluate(() =>
    window.gateway.instances.patch('VZ1', { webhook: 'https://example.com/theirs' }),
  )
  await section.getByRole('button', { name: 'Save the webhook' }).click()
  await expect(app.toast('Webhook saved')).toBeVisible()
  expect(await stored(page)).toEqual({
    webhook: 'https://example.com/theirs',
    events: 'Message,Connected,ReadReceipt',
  })
  await expect(section.getByLabel('Address')).toHaveValue('https://example.com/theirs')
})

test('what was typed outlives a save that fails, and what was typed during one', async ({
  app,
  page,
}) => {
  await app.start({ rows })
  await app.openDrawer('Alpha')
  const section = app.section('Webhook')
  const address = section.getByLabel('Address')
  const save = section.getByRole('button', { name: 'Save the webhook' })
  await refuse(page, 'POST', /webhook$/, 403)
  await address.fill('https://example.com/mine')
  await save.click()
  await expect(section.getByRole('alert')).toContainText('You may not do this')
  await expect(address).toHaveValue('https://example.com/mine')
  const answer = await hold(page, 'POST', /webhook$/)
  await save.click()
  await address.fill('https://example.com/later')
  await answer()
  await expect(app.toast('Webhook saved')).toBeVisible()
  await expect(address).toHaveValue('https://example.com/later')
  await expect(save).toBeEnabled()
  expect((await stored(page)).webhook).toBe('https://example.com/mine')
})

test('what was typed outlives a save that fails, however late the page hears of that', async ({
  app,
  page,
}) => {
  // The store tells its subscribers of an answer with the next frame, which on a busy machine is late.
  await page.addInitScript(() => {
    const next = window.requestAnimationFrame
    window.requestAnimationFrame = (run) =>
      window.framesAreLateBy
        ? Number(setTimeout(run, window.framesAreLateBy, performance.now()))
        : next(run)
  })
  await app.start({ rows })
  await app.openDrawer('Alpha')
  const section = app.section('Webhook')
  const address = section.getByLabel('Address')
  await refuse(page, 'POST', /webhook$/, 403)
  await address.fill('https://example.com/mine')
  await page.evaluate(() => {
    window.framesAreLateBy = 500
  })
  await section.getByRole('button', { name: 'Save the webhook' }).click()
  await expect(section.getByRole('alert')).toContainText('You may not do this')
  await page.evaluate(() => {
    window.framesAreLateBy = 0
  })
  await expect(section.getByRole('button', { name: 'Undo the changes' })).toBeVisible()
  await expect(address).toHaveValue('https://example.com/mine')
})

test('a name that was not touched is not sent over another client’s', async ({ app, page }) => {
  await app.start({ rows })
  await app.openDrawer('Alpha')
  await app.drawer.getByRole('button', { name: 'Rename' }).click()
  // The row that the list knows is shown before the drawer's own read: the change comes after that.
  await page.waitForFunction(() =>
    window.gateway.requests.some(
      ({ path, status }) => path === '/instances/get' && status !== null,
    ),
  )
  await changeElsewhere(page, { name: 'Theirs' })
  await expect(app.drawer.getByLabel('Name')).toHaveValue('Theirs')
  await app.drawer.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(app.drawer.getByRole('heading', { name: 'Theirs' })).toBeVisible()
  expect(await app.sent('PATCH', /VZ1/)).toBe(0)
})
