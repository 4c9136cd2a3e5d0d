import { expect, test } from './support/test.ts'

const rows = [
  { id: 'VZ1', name: 'Alpha', connected: true },
  { id: 'VZ2', name: 'Bravo' },
]

test('a restart is seen in the drawer and the table from its start to its end', async ({ app }) => {
  await app.start({ rows })
  await app.openDrawer('Alpha')
  await app.section('WhatsApp session').getByRole('button', { name: 'Restart' }).click()
  await app.dialog('Restart the session?').getByRole('button', { name: 'Restart' }).click()
  await expect(app.drawer.getByRole('progressbar', { name: 'Restarting' })).toBeVisible()
  await expect(app.row('Alpha')).toContainText('Restarting')
  await app.pass()
  await expect(app.toast('Alpha is back')).toBeVisible()
  await expect(app.drawer.getByRole('progressbar')).toHaveCount(0)
  // The event that tells of it stands further down.
  await expect(app.drawer.getByText('Connected', { exact: true }).first()).toBeVisible()
  await expect(app.row('Alpha')).toContainText('Connected')
})

test('a restart that is refused stays in its dialog', async ({ app, page }) => {
  await app.start({ rows })
  await app.choose('Alpha', 'Restart')
  await page.evaluate(() =>
    window.gateway.faults.failNext(
      { kind: 'status', status: 429, retryAfter: 7 },
      // The list is live: the next call of all may be its own.
      { path: /restart$/ },
    ),
  )
  const dialog = app.dialog('Restart the session?')
  await dialog.getByRole('button', { name: 'Restart' }).click()
  await expect(dialog.getByRole('alert')).toContainText('Try again in 7 s')
  await dialog.getByRole('button', { name: 'Restart' }).click()
  await expect(app.row('Alpha')).toContainText('Restarting')
})

test('the QR code leads to connected, and the dialog closes by itself', async ({ app, page }) => {
  await app.start({ rows })
  await app.openDrawer('Bravo')
  await app.section('WhatsApp session').getByRole('button', { name: 'Pair a phone' }).click()
  const dialog = app.dialog('Pair a phone')
  await expect(dialog.getByRole('img', { name: 'QR code' })).toBeVisible()
  await expect(app.row('Bravo')).toContainText('Waiting for the phone')
  await page.evaluate(() => window.gateway.scanQr('VZ2'))
  await expect(dialog).toHaveCount(0)
  await expect(app.toast('Bravo has a phone now')).toBeVisible()
  await expect(app.row('Bravo')).toContainText('Connected')
  await expect(app.section('WhatsApp session')).toContainText(/\+55\d{11}/)
})

test('a check that fails ends the pairing, until it is begun anew', async ({ app, page }) => {
  await page.clock.install()
  await app.start({ rows })
  await page.evaluate(() =>
    window.gateway.faults.failNext({ kind: 'status', status: 502 }, { path: /qr$/ }),
  )
  await app.choose('Bravo', 'Pair a phone')
  const dialog = app.dialog('Pair a phone')
  await expect(dialog.getByRole('alert')).toContainText('The gateway has a problem')
  const asked = await app.sent('GET', /qr$/)
  await page.clock.runFor(60_000)
  expect(await app.sent('GET', /qr$/)).toBe(asked)
  await dialog.getByRole('button', { name: 'Retry' }).click()
  await expect(dialog.getByRole('img', { name: 'QR code' })).toBeVisible()
})

test('a QR code that nobody scans ends after two minutes, and can be had anew', async ({
  app,
  page,
}) => {
  await page.clock.install()
  await app.start({ rows, scanMs: 999_999 })
  await app.choose('Bravo', 'Pair a phone')
  const dialog = app.dialog('Pair a phone')
  await expect(dialog.getByRole('img', { name: 'QR code' })).toBeVisible()
  await page.clock.runFor(121_000)
  await expect(dialog.getByText('Nobody has scanned a code')).toBeVisible()
  await expect(dialog.getByRole('img', { name: 'QR code' })).toHaveCount(0)
  const asked = await app.sent('GET', /qr$/)
  await page.clock.runFor(120_000)
  expect(await app.sent('GET', /qr$/)).toBe(asked)
  await dialog.getByRole('button', { name: 'Show a new code' }).click()
  await expect(dialog.getByRole('img', { name: 'QR code' })).toBeVisible()
  await page.evaluate(() => window.gateway.scanQr('VZ2'))
  await expect(app.toast('Bravo has a phone now')).toBeVisible()
  await expect(dialog).toHaveCount(0)
})

test('a code on the screen is replaced before it is stale', async ({ app, page }) => {
  await page.clock.install()
  await app.start({ rows })
  await app.choose('Bravo', 'Pair a phone')
  const code = app.dialog('Pair a phone').getByRole('img', { name: 'QR code' })
  const first = await code.getAttribute('src')
  await page.clock.runFor(25_000)
  await expect(code).not.toHaveAttribute('src', first ?? '')
})

test('an instance that expires while its dialog is open is not paired, and the dialog says why', async ({
  app,
  page,
}) => {
  await app.start({ rows: [{ id: 'VZ9', name: 'Old' }] })
  await expect(app.row('Old')).toContainText('Trial')
  await page.evaluate(() => window.gateway.instances.patch('VZ9', { billing_status: 'EXPIRED' }))
  await app.choose('Old', 'Pair a phone')
  await expect(app.dialog('Pair a phone').getByRole('alert')).toContainText('subscribe first')
})

test('no code is asked for once the dialog is closed', async ({ app, page }) => {
  await page.clock.install()
  await app.start({ rows })
  await app.choose('Bravo', 'Pair a phone')
  await expect(page.getByRole('img', { name: 'QR code' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(app.dialog('Pair a phone')).toHaveCount(0)
  const before = await app.sent('GET', /qr$/)
  await page.clock.runFor(10_000)
  expect(await app.sent('GET', /qr$/)).toBe(before)
})

test('a phone number gives a code to type', async ({ app, page }) => {
  await app.start({ rows })
  await app.choose('Bravo', 'Pair a phone')
  await page.getByRole('tab', { name: 'Phone number' }).click()
  const dialog = app.dialog('Pair a phone')
  await dialog.getByLabel('Phone number').last().fill('12')
  await dialog.getByRole('button', { name: 'Get a code' }).click()
  await expect(dialog.getByText('8 to 15 digits')).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Phone number' }).fill('+55 (11) 99999-9999')
  await dialog.getByRole('button', { name: 'Get a code' }).click()
  await expect(dialog.getByText(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/)).toBeVisible()
  await app.pass()
  await expect(dialog).toHaveCount(0)
  await expect(app.row('Bravo')).toContainText('+5511999999999')
})

test('disconnecting asks first, and is seen in the drawer and the table', async ({ app }) => {
  await app.start({ rows })
  await app.openDrawer('Alpha')
  await app.section('WhatsApp session').getByRole('button', { name: 'Disconnect' }).click()
  const dialog = app.dialog('Disconnect the phone?')
  await expect(dialog).toContainText('Alpha')
  await dialog.getByRole('button', { name: 'Disconnect' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(app.section('WhatsApp session')).toContainText('No phone paired')
  await expect(app.row('Alpha')).toContainText('Disconnected')
})
