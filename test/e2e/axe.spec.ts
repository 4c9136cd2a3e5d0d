import type { Locator, Page } from '@playwright/test'
import { hold, refuse } from './support/answers.ts'
import type { App } from './support/app.ts'
import { inspect as inspectAt } from './support/inspect.ts'
import { rows } from './support/screens.ts'
import { StoryStage } from './support/story.ts'
import { expect, test } from './support/test.ts'

// Whole screens in many states, of few page loads, each at all widths; single states of dialogs and rows are in looks.spec.ts.

test.beforeEach(({ page }) => page.clock.install())

const widths = [375, 768, 1440, 1920]

const inspect = (page: Page, screen: Locator, name: string) =>
  inspectAt(page, screen, { name, widths })

/** What the story shows, and its tour. */
const walkStory = async (page: Page) => {
  const stage = await StoryStage.open(page)
  await inspect(page, page.getByRole('button', { name: 'Next step' }), 'the story')
  await stage.step(1)
  await stage.step(2)
  await page.getByRole('button', { name: 'Show the code: vzaps-rtk' }).click()
  await inspect(page, page.locator('.code-figure'), 'a story under way, with the code')
  await page.getByRole('button', { name: 'Try it in three steps' }).click()
  await inspect(page, page.getByRole('region', { name: 'On its way' }), 'the tour')
}

/** The list with all around it. */
const walkList = async (app: App) => {
  const { page } = app
  await app.open({ rows, path: '/instances?size=all' })
  await inspect(page, page.getByRole('form', { name: 'Sign in' }), 'the sign-in')
  await app.signIn()
  await app.link('Foxtrot').waitFor()
  await page.getByRole('button', { name: 'Last minutes' }).click()
  await page.locator('.uplot').waitFor()
  await page.getByRole('button', { name: 'Show the code: the list' }).click()
  await inspect(page, page.locator('.code-figure'), 'the overview with its chart, and the code')
  await page.getByRole('button', { name: 'Hide the code: the list' }).click()
  await page.getByRole('button', { name: 'Last minutes' }).click()

  await page.getByRole('button', { name: /^Faults/ }).click()
  const faults = page.getByRole('dialog', { name: 'Faults' })
  await faults.getByLabel('A call ends in').selectOption('429, too many requests')
  await inspect(page, faults, 'the faults')
  await faults.getByLabel('A call ends in').selectOption('its answer')
  await faults.getByRole('button', { name: 'Close' }).click()

  await page.getByRole('button', { name: 'New instance' }).click()
  await inspect(page, app.dialog('New instance'), 'a dialog')
  await page.keyboard.press('Escape')
  await app.dialog('New instance').waitFor({ state: 'hidden' })
}

/** The drawer with the feed, and the developer tools over it, tab by tab. */
const walkDrawer = async (app: App) => {
  const { page } = app
  await refuse(page, 'PATCH', /VZ1/, 409)
  await app.openDrawer('Alpha')
  await app.rename('Zulu')
  await app.drawer.getByText('It was not renamed').waitFor()
  await hold(page, 'PATCH', /VZ1/)
  await app.rename('Yankee')
  const events = app.section('Live events')
  await page.clock.runFor(500)
  await page.evaluate(() => window.gateway.receiveMessage('VZ1', { text: 'Bom dia' }))
  await expect(events.getByRole('log')).toContainText('Bom dia')
  await events.scrollIntoViewIfNeeded()
  await inspect(page, events.getByText('Bom dia'), 'the drawer with its feed')

  await page.keyboard.press('Alt+Shift+D')
  const tab = (name: string) => page.getByRole('tab', { name })
  await tab('Requests').click()
  await page
    .getByRole('button', { name: /listInstances/ })
    .first()
    .click()
  await inspect(page, page.getByRole('tabpanel'), 'requests')
  for (const name of ['Server and screen', 'Operations', 'Live']) {
    await tab(name).click()
    await inspect(page, page.getByRole('tabpanel'), name)
  }
}

test.describe('at all widths, in light and dark, axe finds no fault with', () => {
  // axe works long, and much longer on a busy machine: what is tested is not how long.
  test.describe.configure({ timeout: 600_000 })
  // The way is gone on a phone, where it has least room.
  test.use({ viewport: { width: 375, height: 900 }, actionTimeout: 30_000 })

  test('the story and its tour', ({ page }) => walkStory(page))

  test('the pages of the account, and the developer tools over them', async ({ app }) => {
    await walkList(app)
    await walkDrawer(app)
  })
})
