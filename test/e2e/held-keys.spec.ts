import type { Page } from '@playwright/test'
import { hold, refuse } from './support/answers.ts'
import { expect, test } from './support/test.ts'

const rows = [
  { id: 'VZ1', name: 'Alpha', connected: true, billing_status: 'ACTIVE' },
  { id: 'VZ2', name: 'Bravo', connected: true, billing_status: 'TRIALING' },
]

/** Presses a key and keeps it down for as many repeats, a frame each: what they do is painted in between. */
const holdDown = async (page: Page, key: string) => {
  for (let repeats = 0; repeats < 25; repeats += 1) {
    await page.keyboard.down(key)
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done(null))))
  }
  await page.keyboard.up(key)
}

/** What was sent that changes something. */
const changes = (page: Page) =>
  page.evaluate(() =>
    window.gateway.requests
      .filter(({ method, path }) => method !== 'GET' && !/\/(list|get|token)$/.test(path))
      .map(({ method, path }) => `${method} ${path}`),
  )

// With its transitions: a dialog that fades is still there to be hit.
test.use({ reducedMotion: 'no-preference' })

test('a held Enter on a row’s action opens its dialog, and does no more', async ({ app, page }) => {
  await app.start({ rows })
  for (const [action, title] of [
    ['Disconnect', 'Disconnect the phone?'],
    ['Restart', 'Restart the session?'],
  ] as const) {
    await page.getByRole('button', { name: 'Actions of Alpha' }).click()
    await page.getByRole('menuitem', { name: action }).focus()
    await holdDown(page, 'Enter')
    await expect(app.dialog(title)).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(app.dialog(title)).toHaveCount(0)
  }
  expect(await changes(page)).toEqual([])
})

test('a held Enter in the drawer opens a dialog, and does no more', async ({ app, page }) => {
  await app.start({ rows })
  for (const [name, action, title] of [
    ['Alpha', 'Disconnect', 'Disconnect the phone?'],
    ['Alpha', 'Cancel the subscription', 'Cancel the subscription?'],
    ['Bravo', 'Charge the saved card', 'Charge the saved card?'],
    ['Bravo', 'End the trial', 'Cancel the subscription?'],
  ] as const) {
    await app.openDrawer(name)
    await app.drawer.getByRole('button', { name: action }).focus()
    await holdDown(page, 'Enter')
    await expect(app.dialog(title).getByRole('button', { name: 'Keep as it is' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(app.dialog(title)).toHaveCount(0)
    await page.keyboard.press('Escape')
    await expect(app.drawer).toHaveCount(0)
  }
  expect(await changes(page)).toEqual([])
})

test('a held Enter on the confirming button confirms once, and opens nothing again', async ({
  app,
  page,
}) => {
  await app.start({ rows })
  await app.choose('Alpha', 'Disconnect')
  const dialog = app.dialog('Disconnect the phone?')
  await dialog.getByRole('button', { name: 'Disconnect' }).focus()
  await holdDown(page, 'Enter')
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Actions of Alpha' })).toBeFocused()
  await expect(page.getByRole('menu')).toHaveCount(0)
  expect(await changes(page)).toEqual(['POST /instances/VZ1/session/disconnect'])
})

test('a held Escape closes the topmost only', async ({ app, page }) => {
  await app.start({ rows })
  await app.openDrawer('Alpha')
  const address = app.section('Webhook').getByLabel('Address')
  await address.fill('https://example.com/not-saved-yet')
  await app.section('WhatsApp session').getByRole('button', { name: 'Disconnect' }).click()
  await app.dialog('Disconnect the phone?').getByText('is unpaired').waitFor()
  await holdDown(page, 'Escape')
  await expect(app.dialog('Disconnect the phone?')).toHaveCount(0)
  await expect(address).toHaveValue('https://example.com/not-saved-yet')
})

test('two clicks in one moment confirm once', async ({ app, page }) => {
  await app.start({ rows })
  for (const [name, action, confirmation] of [
    ['Bravo', 'Charge the saved card', 'Charge R$'],
    ['Alpha', 'Disconnect', 'Disconnect'],
  ] as const) {
    await app.openDrawer(name)
    await app.drawer.getByRole('button', { name: action }).click()
    const confirm = page.locator('form').getByRole('button', { name: confirmation })
    // Before anything is rendered in between.
    await confirm.evaluate((button: HTMLElement) => {
      button.click()
      button.click()
    })
    await expect(confirm).toHaveCount(0)
    await page.keyboard.press('Escape')
    await expect(app.drawer).toHaveCount(0)
  }
  expect(await changes(page)).toEqual([
    'POST /instances/VZ2/subscribe',
    'POST /instances/VZ1/session/disconnect',
  ])
})

test('a held Enter on a name opens its instance once', async ({ app, page }) => {
  await app.start({ rows })
  await app.link('Alpha').focus()
  const steps = await page.evaluate(() => window.history.length)
  await holdDown(page, 'Enter')
  await expect(app.drawer.getByRole('heading', { name: 'Alpha' })).toBeVisible()
  expect(await page.evaluate(() => window.history.length)).toBe(steps + 1)
})

test('the focus begins where nothing is changed', async ({ app, page }) => {
  await app.start({ rows })
  for (const [action, title] of [
    ['Disconnect', 'Disconnect the phone?'],
    ['Restart', 'Restart the session?'],
  ] as const) {
    await app.choose('Alpha', action)
    await expect(app.dialog(title).getByRole('button', { name: 'Keep as it is' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(app.dialog(title)).toHaveCount(0)
  }
})

test('a dialog that closes takes no key and no click any more', async ({ app, page }) => {
  await page.clock.install()
  await app.start({ rows })
  await app.choose('Alpha', 'Disconnect')
  const dialog = app.dialog('Disconnect the phone?')
  const confirm = dialog.getByRole('button', { name: 'Disconnect' })
  const box = await confirm.boundingBox()
  if (!box) throw new Error('The button has no place')
  // It goes on fading for as long as the clock stands.
  await page.clock.pauseAt(Date.now() + 60_000)
  await dialog.getByRole('button', { name: 'Keep as it is' }).click()
  await expect(dialog.locator('[inert]')).toHaveCount(1)
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
  await page.keyboard.press('Enter')
  await confirm.dispatchEvent('click')
  await page.clock.resume()
  await expect(dialog).toHaveCount(0)
  expect(await changes(page)).toEqual([])
})

test('the second click of a double one confirms nothing', async ({ app, page }) => {
  await app.start({ rows })
  await app.choose('Alpha', 'Disconnect')
  const dialog = app.dialog('Disconnect the phone?')
  await dialog.getByRole('button', { name: 'Disconnect' }).hover()
  await page.mouse.down({ clickCount: 2 })
  await page.mouse.up({ clickCount: 2 })
  await dialog.getByRole('button', { name: 'Keep as it is' }).click()
  await expect(dialog).toHaveCount(0)
  expect(await changes(page)).toEqual([])
})

test('an answer that comes late closes its own dialog, and no other', async ({ app, page }) => {
  await app.start({ rows })
  const answer = await hold(page, 'POST', /disconnect$/)
  await app.choose('Alpha', 'Disconnect')
  await app.dialog('Disconnect the phone?').getByRole('button', { name: 'Disconnect' }).click()
  await page.keyboard.press('Escape')
  await expect(app.dialog('Disconnect the phone?')).toHaveCount(0)
  await app.choose('Bravo', 'Restart')
  await answer()
  await expect(app.toast('Alpha has no phone now')).toBeVisible()
  await expect(app.dialog('Restart the session?')).toBeVisible()
})

test('a failure whose dialog was closed is told all the same', async ({ app, page }) => {
  await app.start({ rows })
  await refuse(page, 'POST', /disconnect$/, 409)
  const answer = await hold(page, 'POST', /disconnect$/)
  await app.choose('Alpha', 'Disconnect')
  await app.dialog('Disconnect the phone?').getByRole('button', { name: 'Disconnect' }).click()
  await page.keyboard.press('Escape')
  await expect(app.dialog('Disconnect the phone?')).toHaveCount(0)
  await answer()
  await expect(app.toast('Alpha was not disconnected')).toBeVisible()
})
