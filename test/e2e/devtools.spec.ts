import { hold } from './support/answers.ts'
import { loadAxe } from './support/axe.ts'
import { expect, test } from './support/test.ts'

const rows = [
  { id: 'VZ1', name: 'Alpha', connected: true },
  { id: 'VZ2', name: 'Bravo' },
]

test('the developer tools show a rename that is held, beside the drawer, by keyboard alone', async ({
  app,
  page,
}) => {
  await page.clock.install()
  await app.start({ rows })
  await app.openDrawer('Alpha')
  const answer = await hold(page, 'PATCH', /VZ1/)
  await app.rename('Zulu')
  await expect(app.drawer.getByRole('heading', { name: 'Zulu' })).toBeVisible()

  // The drawer traps the focus and hides all else: the tools stay within reach.
  await page.keyboard.press('Alt+Shift+D')
  const tools = page.getByRole('region', { name: 'Developer tools' })
  await expect(tools).toBeFocused()
  await expect(tools.getByRole('tab', { name: 'Server and screen' })).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(tools.getByRole('separator')).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(tools.getByRole('separator')).toHaveAttribute('aria-valuenow', '50')

  const filter = tools.getByRole('searchbox', { name: 'Filter entries by key or tag' })
  await filter.focus()
  await page.keyboard.type('getInstance')
  await expect(filter).toHaveValue('getInstance')
  const layers = tools.getByRole('region', { name: 'Open operations' })
  await expect(layers).toContainText('updateInstance pending')
  await expect(layers).toContainText('name "Alpha"')
  await expect(tools.getByRole('region', { name: 'Server' })).toContainText('name: "Alpha"')
  await expect(tools.getByRole('region', { name: 'Screen' }).locator('mark')).toContainText('Zulu')

  // axe works long: meanwhile nothing is asked again.
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1_000))
  const faultsOf = await loadAxe(page)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await faultsOf(colorScheme === 'dark' ? ['color-contrast'] : undefined)).toEqual([])
  }
  await page.clock.resume()

  await answer()
  await expect(layers).toContainText('(0)')
  await tools.getByRole('tab', { name: 'Server and screen' }).focus()
  for (const name of ['Operations', 'Requests', 'Live']) {
    await page.keyboard.press('ArrowRight')
    await expect(tools.getByRole('tab', { name })).toBeFocused()
    await expect(tools.getByRole('tabpanel', { name })).toBeVisible()
    expect(await faultsOf()).toEqual([])
  }

  // Escape is for the tools; the drawer stays, and is where the focus was.
  await page.keyboard.press('Escape')
  await expect(tools.getByRole('separator')).toHaveCount(0)
  await expect(app.drawer.getByRole('heading', { name: 'Zulu' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(app.drawer).toHaveCount(0)
  await expect(tools.getByRole('button', { name: 'Developer tools' })).toBeVisible()
})

test('the end of a drawer can be brought above the open developer tools', async ({ app, page }) => {
  await app.start({ rows })
  await app.openDrawer('Alpha')
  await page.keyboard.press('Alt+Shift+D')
  const tools = page.getByRole('region', { name: 'Developer tools' })
  await expect(tools.getByRole('tab', { name: 'Server and screen' })).toBeVisible()
  const top = () => tools.evaluate((element) => element.getBoundingClientRect().top)
  const last = app.drawer.getByRole('button', { name: 'Delete this instance' })
  await last.evaluate((element) => {
    for (let one: Element | null = element; one; one = one.parentElement) one.scrollTop = 100_000
  })
  const bottom = () => last.evaluate((element) => element.getBoundingClientRect().bottom)
  await expect.poll(async () => (await bottom()) <= (await top())).toBe(true)
})
