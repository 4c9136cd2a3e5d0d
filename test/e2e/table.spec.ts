import { expect, test } from './support/test.ts'

const rows = [
  { name: 'Bravo', connected: true },
  { name: 'Alpha', billing_status: 'EXPIRED' },
  { name: 'Charlie', billing_status: 'ACTIVE' },
]

test('searching asks the server, and the address holds it', async ({ app, page }) => {
  await app.start()
  await expect(app.names).toHaveCount(10)
  await page.keyboard.press('/')
  await expect(app.search).toBeFocused()
  await page.keyboard.type('padaria')
  await expect(page).toHaveURL(/q=padaria/)
  await expect(app.names.first()).toHaveText(/^Padaria/)
  for (const name of await app.names.allTextContents()) expect(name).toContain('Padaria')
  await page.goBack()
  await expect(app.search).toHaveValue('')
  await expect(app.names.first()).not.toHaveText(/^Padaria/)
  await expect(page.getByText('1–10 of 57')).toBeVisible()
})

test('sorting by a column turns around at the second click', async ({ app, page }) => {
  await app.start({ rows })
  await expect(app.names).toHaveText(['Alpha', 'Bravo', 'Charlie'])
  const name = page.getByRole('columnheader', { name: 'Name' })
  await expect(name).toHaveAttribute('aria-sort', 'ascending')
  await name.getByRole('button').click()
  await expect(name).toHaveAttribute('aria-sort', 'descending')
  await expect(app.names).toHaveText(['Charlie', 'Bravo', 'Alpha'])
  await page.getByRole('columnheader', { name: 'Billing' }).getByRole('button').click()
  await expect(name).toHaveAttribute('aria-sort', 'none')
  await expect(app.names).toHaveText(['Charlie', 'Alpha', 'Bravo'])
})

test('pages and their size stand in the address, through back, forward and reload', async ({
  app,
  page,
}) => {
  await app.start()
  await page.getByRole('button', { name: 'Page 2' }).click()
  await expect(page.getByText('11–20 of 57')).toBeVisible()
  await page.getByLabel('Rows per page').selectOption('50')
  await expect(page.getByText('1–50 of 57')).toBeVisible()
  await expect(app.names).toHaveCount(50)
  await page.goBack()
  await expect(page.getByText('11–20 of 57')).toBeVisible()
  await expect(app.names).toHaveCount(10)
  const names = await app.names.allTextContents()
  await page.goForward()
  await expect(app.names).toHaveCount(50)
  await page.goBack()
  await page.reload()
  await app.signIn()
  await expect(app.names).toHaveText(names)
})

test('an account without instances says so, and offers to create one', async ({ app, page }) => {
  await app.start({ rows: [] })
  await expect(page.getByRole('heading', { name: 'No instances yet' })).toBeVisible()
  await page.getByRole('button', { name: 'Create the first one' }).click()
  await expect(app.dialog('New instance')).toBeVisible()
})

test('a search without a match is told apart from an empty account', async ({ app, page }) => {
  await app.start({ rows, path: '/instances?q=zulu' })
  await expect(page.getByRole('heading', { name: 'Nothing matches “zulu”' })).toBeVisible()
  await page.getByRole('button', { name: 'Clear the search', exact: true }).click()
  await expect(app.names).toHaveCount(3)
})

test('a list that fails says why, and tries again on demand', async ({ app, page }) => {
  await app.open({ rows })
  await page.evaluate(() =>
    window.gateway.faults.failNext(
      { kind: 'status', status: 503 },
      { path: '/instances/list', times: 3 },
    ),
  )
  await app.signIn()
  const error = page.getByRole('alert')
  await expect(error).toContainText('The gateway has a problem')
  await expect(error).toContainText('Service unavailable')
  await error.getByRole('button', { name: 'Retry' }).click()
  await expect(app.names).toHaveCount(3)
})

test('a refresh that fails keeps the rows, and says that they are old', async ({ app, page }) => {
  await page.clock.install()
  await app.start({ rows })
  await expect(app.names).toHaveCount(3)
  await page.evaluate(() => window.gateway.faults.set({ status: 403 }))
  await app.choose('Charlie', 'Restart')
  await app.dialog('Restart the session?').getByRole('button', { name: 'Restart' }).click()
  await expect(page.getByText('You may not do this')).toBeVisible()
  await page.evaluate(() => window.gateway.faults.set({ status: null, offline: true }))
  await page.getByRole('button', { name: 'Keep as it is' }).click()
  await page.clock.runFor(16_000)
  await expect(page.getByText('Could not refresh the list')).toBeVisible()
  await expect(app.names).toHaveCount(3)
  await page.evaluate(() => window.gateway.faults.reset())
  await page.getByRole('button', { name: 'Retry' }).click()
  await expect(page.getByText('Could not refresh the list')).toHaveCount(0)
})

test('being offline shows a banner, and coming back asks again', async ({ app, page, context }) => {
  await page.clock.install()
  await app.start({ rows })
  await expect(app.names).toHaveCount(3)
  await context.setOffline(true)
  await expect(page.getByText('You are offline.')).toBeVisible()
  await page.clock.runFor(60_000)
  await expect(app.names).toHaveCount(3)
  await page.evaluate(() => window.gateway.instances.add({ name: 'Delta' }))
  await context.setOffline(false)
  await expect(page.getByText('You are offline.')).toHaveCount(0)
  await expect(app.names).toHaveCount(4)
})

test('words that nobody documented are shown as they are', async ({ app }) => {
  await app.start({ rows: [{ name: 'Odd', status: 'hibernating', billing_status: 'PAST_DUE' }] })
  await expect(app.row('Odd')).toContainText('hibernating')
  await expect(app.row('Odd')).toContainText('PAST_DUE')
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 375, height: 812 } })

  test('the rows are cards, with the same order and actions', async ({ app, page }) => {
    await app.start({ rows })
    await expect(page.getByRole('table')).toHaveCount(0)
    await expect(page.getByRole('listitem')).toHaveCount(3)
    await page.getByLabel('Order').selectOption('By name, descending')
    await expect(page.getByRole('listitem').first()).toContainText('Charlie')
    await app.choose('Bravo', 'Disconnect')
    await app.dialog('Disconnect the phone?').getByRole('button', { name: 'Disconnect' }).click()
    await expect(app.row('Bravo')).toContainText('Disconnected')
  })
})
