import { expect, test } from './support/test.ts'

const rows = [
  { id: 'VZ1', name: 'Alpha', connected: true },
  { id: 'VZ2', name: 'Bravo' },
]

test('a link brings its faults along, the header names them, and resets them', async ({
  app,
  page,
}) => {
  await app.start({ rows, path: '/instances?fault=500&rate=100&on=rename&seed=3' })
  const chip = page.getByRole('button', { name: 'Faults: errors, only rename' })
  await expect(chip).toBeVisible()
  await app.openDrawer('Alpha')
  await app.rename('Zulu')
  await expect(app.drawer.getByRole('alert')).toContainText('It was not renamed')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Reset the faults' }).click()
  await expect(page).not.toHaveURL(/fault=/)
  await expect(page).toHaveURL(/seed=3/)
  await expect(page.getByRole('button', { name: 'Faults: none' })).toBeVisible()
})

test('the dials stand in the address as they are turned', async ({ app, page }) => {
  await app.start({ rows })
  await page.getByRole('button', { name: 'Faults: none' }).click()
  const panel = page.getByRole('dialog', { name: 'Faults' })
  await panel.getByLabel('An answer takes').selectOption('3 s')
  await panel.getByLabel('A call ends in').selectOption('429, too many requests')
  await panel.getByLabel('How often').selectOption('20 %')
  await expect(page).toHaveURL(/latency=3000&.*fault=429&rate=20|fault=429/)
  await expect(
    page.getByRole('button', { name: 'Faults: 3 s, 20 % 429, retry after 5 s, seed 7' }),
  ).toBeVisible()
  await page.goBack()
  await expect(panel).toHaveCount(0)
})

test('another client and the phone act while an instance is open', async ({ app, page }) => {
  await page.clock.install()
  await app.start({ rows })
  await page.getByRole('button', { name: /^Faults/ }).click()
  await app.openDrawer('Alpha')
  const panel = page.getByRole('dialog', { name: 'Faults' })
  await expect(app.section('Live events')).toContainText('Push is on')
  await panel.getByRole('button', { name: 'Message arrives' }).click()
  await expect(app.section('Live events')).toContainText('Are you open today?')
  await panel.getByRole('button', { name: 'Drop the connection' }).click()
  await expect(app.row('Alpha')).toContainText('Disconnected')
  await panel.getByRole('button', { name: 'Rename it' }).click()
  await page.clock.runFor(16_000)
  await expect(app.drawer.getByRole('heading', { name: 'Alpha (elsewhere)' })).toBeVisible()
  await panel.getByRole('button', { name: 'Scan now' }).click()
  await expect(app.toast('Scan now: not now')).toBeVisible()
  await panel.getByRole('button', { name: 'Create one' }).click()
  await page.clock.runFor(16_000)
  await expect(app.names).toHaveText(['Alpha (elsewhere)', 'Bravo', 'Made elsewhere 1'])
})
