import { hold, refuse } from './support/answers.ts'
import { expect, test } from './support/test.ts'

const rows = [
  { id: 'VZ1', name: 'Alpha' },
  { id: 'VZ2', name: 'Bravo' },
]

test('a created row stands on top at once, and is the same element when its id comes', async ({
  app,
  page,
}) => {
  await app.start({ rows })
  await expect(app.names).toHaveCount(2)
  const answer = await hold(page, 'PUT', /create/)
  await app.create('Zulu')
  await expect(app.dialog('New instance')).toHaveCount(0)
  const row = page.locator('tbody .row').first()
  await expect(row).toContainText('ZuluCreating…')
  await expect(row.getByRole('link')).toHaveCount(0)
  await expect(row.getByRole('button')).toHaveCount(0)
  await expect(page.getByText('of 3')).toBeVisible()
  const element = await row.elementHandle()
  await answer()
  await expect(app.toast('Created')).toBeVisible()
  await expect(app.drawer.getByRole('heading', { name: 'Zulu' })).toBeVisible()
  await expect(app.names).toHaveText(['Alpha', 'Bravo', 'Zulu'])
  const after = await app.row('Zulu').elementHandle()
  expect(await page.evaluate(([one, other]) => one === other, [element, after])).toBe(true)
  await expect(app.row('Zulu').getByRole('button', { name: 'Actions of Zulu' })).toBeVisible()
})

test('a create that is refused opens its form again, with the reason and all that was typed', async ({
  app,
  page,
}) => {
  await app.start({ rows })
  const answer = await hold(page, 'PUT', /create/)
  await app.create('Alpha')
  await expect(app.newRow('Alpha')).toBeVisible()
  await answer()
  const dialog = app.dialog('New instance')
  await expect(dialog.getByText('Another instance has this name')).toBeVisible()
  await expect(dialog.getByLabel('Name')).toHaveValue('Alpha')
  await expect(app.newRow('Alpha')).toHaveCount(0)
  await expect(page.getByText('was not created')).toHaveCount(0)
  await dialog.getByLabel('Name').fill('Zulu')
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect(app.drawer.getByRole('heading', { name: 'Zulu' })).toBeVisible()
})

test('a create that fails while something else is open waits in a notice', async ({
  app,
  page,
}) => {
  await app.start({ rows })
  const answer = await hold(page, 'PUT', /create/)
  await app.create('Alpha')
  await app.openDrawer('Bravo')
  await answer()
  await expect(app.toast('Alpha was not created')).toBeVisible()
  await expect(app.dialog('New instance')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Open the form again' }).click()
  await expect(app.dialog('New instance').getByLabel('Name')).toHaveValue('Alpha')
  await expect(app.dialog('New instance').getByText('Another instance has')).toBeVisible()
  await expect(page.getByText('was not created')).toHaveCount(0)
})

test('a create that works while something else is open leaves that open', async ({ app, page }) => {
  await app.start({ rows })
  const answer = await hold(page, 'PUT', /create/)
  await app.create('Zulu')
  await app.openDrawer('Bravo')
  await answer()
  await expect(app.toast('Created')).toBeVisible()
  await expect(app.names).toHaveText(['Alpha', 'Bravo', 'Zulu'])
  await expect(app.drawer.getByRole('heading', { name: 'Bravo' })).toBeVisible()
})

test('a delete that is refused brings the row back with the reason, and can be tried again', async ({
  app,
  page,
}) => {
  await app.start({ rows })
  await refuse(page, 'DELETE', /VZ1/, 409)
  const answer = await hold(page, 'DELETE', /VZ1/)
  await app.remove('Alpha')
  await expect(app.names).toHaveText(['Bravo'])
  await expect(page.getByText('of 1')).toBeVisible()
  await answer()
  await expect(app.names).toHaveText(['Alpha', 'Bravo'])
  const notice = page.getByRole('table').getByRole('alert')
  await expect(notice).toContainText('It was not deleted')
  const again = await hold(page, 'DELETE', /VZ1/)
  await notice.getByRole('button', { name: 'Retry' }).click()
  await expect(app.names).toHaveText(['Bravo'])
  await expect(page.getByText('was not deleted')).toHaveCount(0)
  await again()
  await expect.poll(() => page.evaluate(() => window.gateway.instances.list().length)).toBe(1)
  await expect(app.names).toHaveText(['Bravo'])
  await expect(page.getByText('was not deleted')).toHaveCount(0)
})

test('a resume that fails brings the end back with the reason, and can be tried again', async ({
  app,
  page,
}) => {
  const cancelled = { billing_status: 'ACTIVE', cancel_at: '2099-01-31T00:00:00Z' }
  await app.start({ rows: [{ id: 'VZ1', name: 'Alpha', ...cancelled }] })
  await app.openDrawer('Alpha')
  await refuse(page, 'POST', /resume/, 500)
  const answer = await hold(page, 'POST', /resume/)
  const section = app.section('Subscription')
  await section.getByRole('button', { name: 'Resume the subscription' }).click()
  await expect(section).toContainText('renews every month')
  await expect(app.row('Alpha')).not.toContainText('Access until')
  await expect(app.drawer).toContainText('Resuming…')
  await answer()
  await expect(section).toContainText('Access until')
  await expect(app.row('Alpha')).toContainText('Access until')
  await expect(section.getByRole('alert')).toContainText('It was not resumed')
  await section.getByRole('alert').getByRole('button', { name: 'Retry' }).click()
  await expect(section).toContainText('renews every month')
  await expect(section.getByRole('alert')).toHaveCount(0)
})

test('the help offers to see a change taken back', async ({ app, page }) => {
  await app.start({ rows })
  await page.getByRole('button', { name: /^Help/ }).click()
  await page.getByRole('button', { name: 'Refuse the next change' }).click()
  await page.keyboard.press('Escape')
  await app.openDrawer('Alpha')
  await app.rename('Zulu')
  await expect(app.drawer.getByRole('alert')).toContainText('It was not renamed to “Zulu”')
})
