import { expect, test } from './support/test.ts'

const rows = [{ id: 'VZ1', name: 'Alpha', connected: true }, { name: 'Bravo' }]

test('a new name arrives in the drawer and the table without a reload', async ({ app, page }) => {
  await app.start({ rows })
  await app.openDrawer('Alpha')
  await app.drawer.getByRole('button', { name: 'Rename' }).click()
  await app.drawer.getByLabel('Name').fill('Zulu')
  await page.keyboard.press('Enter')
  await expect(app.drawer.getByRole('heading', { name: 'Zulu' })).toBeVisible()
  await expect(app.names).toHaveText(['Bravo', 'Zulu'])
  await expect(app.drawer.getByRole('button', { name: 'Rename' })).toBeFocused()
})

test('renaming can be left with Escape, which does not close the drawer', async ({ app, page }) => {
  await app.start({ rows })
  await app.openDrawer('Alpha')
  await app.drawer.getByRole('button', { name: 'Rename' }).click()
  await page.keyboard.press('Escape')
  await expect(app.drawer.getByRole('heading', { name: 'Alpha' })).toBeVisible()
  await app.drawer.getByRole('button', { name: 'Rename' }).click()
  await app.drawer.getByLabel('Name').fill('Not this')
  await page.keyboard.press('Escape')
  const question = app.dialog('Throw away what you typed?')
  await expect(question.getByRole('button', { name: 'Keep editing' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(question).toHaveCount(0)
  await expect(app.drawer.getByLabel('Name')).toHaveValue('Not this')
  await app.drawer.getByLabel('Name').press('Escape')
  await question.getByRole('button', { name: 'Throw it away' }).click()
  await expect(app.drawer.getByRole('heading', { name: 'Alpha' })).toBeVisible()
  await app.drawer.getByRole('button', { name: 'Rename' }).click()
  await app.drawer.getByLabel('Name').fill('This')
  await page.keyboard.press('Enter')
  await expect(app.drawer.getByRole('heading', { name: 'This' })).toBeVisible()
  expect(await app.sent('PATCH', /VZ1/)).toBe(1)
})

test('a name that is refused is said beside the old one, and leads back to the field', async ({
  app,
}) => {
  await app.start({ rows })
  await app.openDrawer('Alpha')
  await app.rename('Bravo')
  const notice = app.drawer.getByRole('alert')
  await expect(notice).toContainText('Another instance has this name')
  await expect(app.drawer.getByRole('heading', { name: 'Alpha' })).toBeVisible()
  await expect(notice.getByRole('button', { name: 'Retry' })).toHaveCount(0)
  await notice.getByRole('button', { name: 'Edit the name' }).click()
  await expect(app.drawer.getByLabel('Name')).toHaveValue('Bravo')
  await expect(app.drawer.getByText('Another instance has this name')).toBeVisible()
  await expect(notice).toHaveCount(0)
})

test('the webhook and its events are shown as the gateway has set them', async ({ app, page }) => {
  await app.start({ rows })
  await app.openDrawer('Alpha')
  const section = app.section('Webhook')
  await section.getByLabel('Address').fill('nonsense')
  await section.getByRole('button', { name: 'Save the webhook' }).click()
  await expect(section.getByText('A whole address')).toBeVisible()
  await section.getByLabel('Address').fill('https://example.com/new')
  await expect(section.getByText('Without an event')).toBeVisible()
  await section.getByRole('combobox', { name: 'Events' }).click()
  await page.getByRole('option', { name: 'ReadReceipt' }).click()
  await page.keyboard.press('Tab')
  await section.getByRole('button', { name: 'Save the webhook' }).click()
  await expect(app.toast('Webhook saved')).toBeVisible()
  await expect(section.getByRole('button', { name: 'Save the webhook' })).toBeDisabled()
  const row = await page.evaluate(() => window.gateway.instances.get('VZ1'))
  expect(row).toMatchObject({ webhook: 'https://example.com/new', events_subscribe: 'ReadReceipt' })
})

test('the token is hidden, can be copied, and hides again after half a minute', async ({
  app,
  page,
}) => {
  await page.clock.install()
  await app.start({ rows })
  const token = await page.evaluate(() => window.gateway.instances.get('VZ1')?.token ?? '')
  await app.openDrawer('Alpha')
  const details = app.section('Details')
  await expect(details).toContainText('••••')
  await expect(details).not.toContainText(token)
  await details.getByRole('button', { name: 'Copy the token' }).click()
  await expect(details.getByRole('button', { name: 'Copied' })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(token)
  await details.getByRole('button', { name: 'Show the token' }).click()
  await expect(details).toContainText(token)
  await page.clock.fastForward(30_000)
  await expect(details).not.toContainText(token)
  await expect(details).toContainText('••••')
})

test('deleting closes the drawer, hides the row, and sends nothing while it can be undone', async ({
  app,
  page,
}) => {
  await page.clock.install()
  await app.start({ rows })
  await app.openDrawer('Alpha')
  await app.drawer.getByRole('button', { name: 'Delete this instance' }).click()
  await expect(app.drawer).toHaveCount(0)
  await expect(page).toHaveURL(/\/instances\?/)
  await expect(app.names).toHaveText(['Bravo'])
  await expect(app.deletion('Alpha')).toContainText('Nothing was sent yet')
  await expect(app.deletion('Alpha').getByRole('button', { name: 'Undo' })).toBeFocused()
  await page.clock.runFor(5_000)
  await expect(app.deletion('Alpha')).toContainText('in 3 s')
  await page.keyboard.press('Enter')
  await expect(app.names).toHaveText(['Alpha', 'Bravo'])
  await page.clock.runFor(20_000)
  await expect(app.deletion('Alpha')).toHaveCount(0)
  expect(await app.sent('DELETE', /./)).toBe(0)
})

test('a delete that nobody takes back is sent when its time is over', async ({ app, page }) => {
  await page.clock.install()
  await app.start({ rows })
  await app.choose('Alpha', 'Delete')
  await expect(app.deletion('Alpha')).toBeVisible()
  expect(await app.sent('DELETE', /./)).toBe(0)
  await page.clock.runFor(9_000)
  await expect(app.toast('Alpha is gone')).toBeVisible()
  await expect(app.deletion('Alpha')).toHaveCount(0)
  await expect(app.names).toHaveText(['Bravo'])
  expect(await app.sent('DELETE', /VZ1$/)).toBe(1)
})

test('an address opens its instance, or says that it is not there', async ({ app }) => {
  await app.start({ rows, path: '/instances/VZ1' })
  await expect(app.drawer.getByRole('heading', { name: 'Alpha' })).toBeVisible()
  await app.open({ rows, path: '/instances/VZ2' })
  await app.signIn()
  await expect(app.drawer.getByText('This instance is not there')).toBeVisible()
  await app.drawer.getByRole('button', { name: 'Back to the list' }).click()
  await expect(app.drawer).toHaveCount(0)
})
