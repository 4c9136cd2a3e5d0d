import { expect, test } from './support/test.ts'

const rows = [
  { id: 'VZ1', name: 'Alpha', connected: true, billing_status: 'ACTIVE' },
  { id: 'VZ2', name: 'Bravo', billing_status: 'ACTIVE' },
  { id: 'VZ3', name: 'Charlie', status: 'restarting' },
]

test('the parts of the bars narrow the table, and the address holds it', async ({ app, page }) => {
  await app.start({ rows })
  const overview = page.getByRole('region', { name: 'Overview' })
  await overview.getByRole('button', { name: 'Disconnected 1' }).click()
  await expect(page).toHaveURL(/status=disconnected/)
  await expect(app.names).toHaveText(['Bravo'])
  await overview.getByRole('button', { name: 'Active 2' }).click()
  await expect(page).toHaveURL(/billing=ACTIVE/)
  await overview.getByRole('button', { name: 'Disconnected 1' }).click()
  await expect(app.names).toHaveText(['Alpha', 'Bravo'])
  await page.goBack()
  await expect(app.names).toHaveText(['Bravo'])
  await overview.getByRole('button', { name: 'Show all' }).click()
  await expect(app.names).toHaveCount(3)
})

test('all that is listed is restarted, with its progress', async ({ app, page }) => {
  await app.start({ rows: Array.from({ length: 12 }, (_, index) => ({ name: `Row ${index}` })) })
  await page.evaluate(() =>
    window.gateway.faults.failNext({ kind: 'status', status: 409 }, { path: /restart$/ }),
  )
  const overview = page.getByRole('region', { name: 'Overview' })
  await overview.getByRole('button', { name: 'Restart all 12' }).click()
  const dialog = app.dialog('Restart 12 instances?')
  await dialog.getByRole('button', { name: 'Restart 12' }).click()
  await expect(overview.getByText('11 of 12 were asked to restart, 1 refused')).toBeVisible()
  expect(await app.sent('POST', /restart$/)).toBe(12)
  await expect(overview.getByRole('button', { name: 'Restarting 11' })).toBeVisible()
})

test('five thousand rows are one table, of which a screenful stands in the page', async ({
  app,
  page,
}) => {
  await app.start({ path: '/instances?instances=5000&size=all' })
  await expect(app.names.first()).toBeVisible()
  const first = await app.names.first().innerText()
  await expect(page.getByRole('table')).toHaveAttribute('aria-rowcount', '5001')
  expect(await page.locator('.row').count()).toBeLessThan(60)
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight))
  await expect(page.locator('tr[aria-rowindex="5001"] .row-link')).toBeVisible()
  expect(await page.locator('.row').count()).toBeLessThan(60)
  await expect(app.link(first)).toHaveCount(0)
})

test('the last minutes are drawn on demand', async ({ app, page }) => {
  await app.start({ rows })
  await page.getByRole('button', { name: 'Last minutes' }).click()
  await expect(page.getByRole('img', { name: /over the last minutes/ })).toBeVisible()
})

test('a number is found with and without its plus', async ({ app, page }) => {
  await app.start()
  const number = await page.evaluate(
    () => window.gateway.instances.list().find((row) => row.connected)?.whatsapp_jid ?? '',
  )
  const digits = number.split('@')[0] ?? ''
  for (const text of [`+${digits}`, digits]) {
    await app.search.fill(text)
    await expect(page.getByText('1–1 of 1')).toBeVisible()
    await expect(page.locator('.row')).toContainText(`+${digits}`)
    await app.search.fill('')
    await expect(page.getByText('1–10 of 57')).toBeVisible()
  }
})
