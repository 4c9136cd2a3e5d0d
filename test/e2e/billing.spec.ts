import { expect, test } from './support/test.ts'

const trial = { id: 'VZ1', name: 'Alpha', billing_status: 'TRIALING' }
const active = { id: 'VZ1', name: 'Alpha', billing_status: 'ACTIVE', connected: true }

test('a charge to the saved card is seen in the drawer and the table', async ({ app }) => {
  await app.start({ rows: [trial] })
  await app.openDrawer('Alpha')
  const section = app.section('Subscription')
  await app.charge()
  await expect(section).toContainText('renews every month')
  await expect(app.toast('Subscribed')).toBeVisible()
  await expect(app.row('Alpha')).toContainText('Active')
  await expect(section.getByRole('button', { name: 'Charge' })).toHaveCount(0)
})

test('the checkout leads away and back, and the gateway says what became of it', async ({
  app,
  page,
}) => {
  await app.start({ rows: [trial] })
  await app.openDrawer('Alpha')
  await app.section('Subscription').getByRole('button', { name: 'Go to checkout' }).click()
  await expect(page).toHaveURL(/\/checkout\?session_id=/)
  await expect(page.getByText('R$ 49.90', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Pay R$' }).click()
  await expect(page).toHaveURL(/\/instances\/VZ1\?latency=0&[^#]*instances=0$/)
  await expect(app.section('Subscription')).toContainText('renews every month')
  await expect(app.toast('Alpha is paid for')).toBeVisible()
  await expect(app.row('Alpha')).toContainText('Active')
})

test('a checkout that was left charges nothing, and cannot be paid any more', async ({
  app,
  page,
}) => {
  await app.start({ rows: [trial] })
  await app.openDrawer('Alpha')
  await app.section('Subscription').getByRole('button', { name: 'Go to checkout' }).click()
  await page.getByRole('button', { name: 'Go back without paying' }).click()
  await expect(app.toast('Nothing was charged')).toBeVisible()
  await expect(app.section('Subscription')).toContainText('Trial')
  await page.goBack()
  await page.getByRole('button', { name: 'Pay R$' }).click()
  await expect(page.getByRole('heading', { name: 'This checkout is closed' })).toBeVisible()
})

test('cancelling and resuming are seen in the drawer and the table', async ({ app }) => {
  await app.start({ rows: [active] })
  await app.openDrawer('Alpha')
  const section = app.section('Subscription')
  await section.getByRole('button', { name: 'Cancel the subscription' }).click()
  const dialog = app.dialog('Cancel the subscription?')
  await dialog.getByRole('button', { name: 'Cancel the subscription' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(app.toast('Alpha works until')).toBeVisible()
  await expect(section).toContainText('Access until')
  await expect(app.row('Alpha')).toContainText('Access until')
  await expect(section.getByRole('button', { name: 'Cancel' })).toHaveCount(0)
  await section.getByRole('button', { name: 'Resume the subscription' }).click()
  await expect(section).toContainText('renews every month')
  await expect(app.row('Alpha')).toContainText('Active')
})

test('a charge whose answer got lost is looked up, and not repeated', async ({ app, page }) => {
  await app.start({ rows: [trial] })
  await app.openDrawer('Alpha')
  await page.evaluate(() =>
    window.gateway.faults.failNext({ kind: 'dropAnswer' }, { path: /subscribe$/ }),
  )
  await app.charge()
  await expect(app.toast('Subscribed')).toBeVisible()
  await expect(app.dialog('Charge the saved card?')).toHaveCount(0)
  await expect(app.section('Subscription')).toContainText('renews every month')
  expect(await app.sent('POST', /subscribe$/)).toBe(1)
})
