import { expect, test } from './support/test.ts'

test('what is wrong is said before anything is sent', async ({ app, page }) => {
  await app.start({ rows: [] })
  await page.getByRole('button', { name: 'New instance' }).click()
  const dialog = app.dialog('New instance')
  await dialog.getByLabel('Name').fill('ab')
  await dialog.getByLabel('Webhook').fill('example.com')
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect(dialog.getByText('At least 3 characters')).toBeVisible()
  await expect(dialog.getByText('A whole address that begins with https://')).toBeVisible()
  await dialog.getByLabel('Name').fill('Alpha')
  await dialog.getByLabel('Webhook').clear()
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect(app.drawer.getByRole('heading', { name: 'Alpha' })).toBeVisible()
  expect(await app.sent('PUT', /create/)).toBe(1)
})

test('a name that is taken is said at the name, and nothing is lost', async ({ app, page }) => {
  await app.start({ rows: [{ name: 'Front desk' }] })
  await page.getByRole('button', { name: 'New instance' }).click()
  const dialog = app.dialog('New instance')
  await dialog.getByLabel('Name').fill('Front desk')
  await dialog.getByLabel('Webhook').fill('https://example.com/hook')
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect(dialog.getByText('Another instance has this name')).toBeVisible()
  await expect(dialog.getByLabel('Webhook')).toHaveValue('https://example.com/hook')
  await dialog.getByLabel('Name').fill('Back office')
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect(app.drawer.getByRole('heading', { name: 'Back office' })).toBeVisible()
})

test('a gateway that fails leaves the form as it was', async ({ app, page }) => {
  await app.start({ rows: [] })
  await page.getByRole('button', { name: 'New instance' }).click()
  const dialog = app.dialog('New instance')
  await dialog.getByLabel('Name').fill('Night shift')
  await page.evaluate(() =>
    window.gateway.faults.failNext({ kind: 'status', status: 500 }, { path: '/instances/create' }),
  )
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect(dialog.getByRole('alert')).toContainText('The gateway has a problem')
  await expect(dialog.getByLabel('Name')).toHaveValue('Night shift')
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect(app.drawer.getByRole('heading', { name: 'Night shift' })).toBeVisible()
})

test('a new instance has all that was chosen, opens, and is in the table', async ({
  app,
  page,
}) => {
  await app.start({ rows: [] })
  await page.getByRole('button', { name: 'New instance' }).click()
  const dialog = app.dialog('New instance')
  await dialog.getByLabel('Name').fill('  Reception  ')
  await dialog.getByLabel('Webhook').fill('https://example.com/hook')
  await dialog.getByRole('combobox', { name: 'Events' }).click({ force: true })
  await page.getByRole('option', { name: 'Connected', exact: true }).click()
  await page.keyboard.press('Tab')
  await dialog.getByLabel('Reject calls').check()
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect(app.toast('Created')).toBeVisible()
  await expect(app.drawer.getByRole('heading', { name: 'Reception' })).toBeVisible()
  await expect(app.section('Webhook').getByLabel('Address')).toHaveValue('https://example.com/hook')
  await expect(app.section('Webhook')).toContainText('Connected')
  await expect(app.section('Details')).toContainText('Rejects callsYes')
  await expect(app.row('Reception')).toContainText('Trial')
})
