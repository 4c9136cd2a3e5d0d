import { expect, test } from './support/test.ts'

test('the prefilled credentials sign in, and the header says until when', async ({ app, page }) => {
  await app.open()
  await expect(page.getByText('An unofficial client')).toBeVisible()
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText(/signed in until \d\d:\d\d/)).toBeVisible()
  await expect(app.names).toHaveCount(10)
})

test('wrong credentials are refused with the cause and what to do', async ({ app, page }) => {
  await app.open()
  await page.getByLabel('Client secret', { exact: true }).fill('not the secret')
  await page.getByRole('button', { name: 'Sign in' }).click()
  const error = page.getByRole('alert')
  await expect(error).toContainText('does not know these credentials')
  await expect(error).toContainText('bad credentials')
  await expect(error).toContainText('Check the client token')
  await expect(error).toContainText(/Request req_\w+/)
  await expect(page.getByLabel('Client secret', { exact: true })).toHaveValue('not the secret')
})

test('an empty field is not sent', async ({ app, page }) => {
  await app.open()
  await page.getByLabel('Client token').fill(' ')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('This is needed to sign in')).toBeVisible()
  await page.getByLabel('Client token').fill('wrong')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert')).toContainText('does not know these credentials')
  expect(await app.sent('POST', /^\/token$/)).toBe(1)
})

test('signing out forgets the rows, and signing in returns to the same page', async ({
  app,
  page,
}) => {
  await app.start({ path: '/instances?q=clinica&size=20' })
  await expect(app.link('Clinica Vida Sales')).toBeVisible()
  const url = page.url()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await expect(page.getByText('Clinica Vida Sales')).toHaveCount(0)
  await expect(page).toHaveURL(url)
  await app.signIn()
  await expect(app.link('Clinica Vida Sales')).toBeVisible()
  await expect(app.search).toHaveValue('clinica')
})

test('a session that cannot be refreshed asks to sign in again, and keeps the page', async ({
  app,
  page,
}) => {
  await page.clock.install()
  await app.start({ rows: [{ name: 'Alpha' }] })
  await app.openDrawer('Alpha')
  await page.evaluate(() => {
    window.gateway.tokens.revoke()
    window.gateway.faults.failNext({ kind: 'status', status: 401 }, { path: '/token' })
  })
  // The next poll is refused, as any other call would be.
  await page.clock.runFor(20_000)
  await expect(page.getByRole('form', { name: 'Sign in' }).getByRole('alert')).toContainText(
    'does not know these credentials',
  )
  await app.signIn()
  await expect(app.drawer.getByRole('heading', { name: 'Alpha' })).toBeVisible()
})

test('an expired token is refreshed without a word', async ({ app, page }) => {
  await app.start()
  await expect(app.names).toHaveCount(10)
  const first = await app.names.allTextContents()
  await page.evaluate(() => window.gateway.tokens.expire())
  await page.getByRole('button', { name: 'Page 2' }).click()
  // The pager tells of the address at once; the rows, only once they are there.
  await expect(app.names).not.toHaveText(first)
  await expect(app.names).toHaveCount(10)
  expect(await app.sent('POST', /^\/token$/)).toBe(2)
})
