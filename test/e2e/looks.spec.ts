import type { App } from './support/app.ts'
import { inspect } from './support/inspect.ts'
import { optimisticScreens } from './support/optimistic-screens.ts'
import { rows, type Screen, screens } from './support/screens.ts'
import { expect, test } from './support/test.ts'

test.beforeEach(({ page }) => page.clock.install())

const widths = [375, 1440]

const all = [...screens, ...optimisticScreens]
const [left, stayed] = [all.filter(({ leave }) => leave), all.filter(({ leave }) => !leave)]

/** So many screens that can be left share a page. */
const perVisit = 6
const visits = [
  ...Array.from({ length: Math.ceil(left.length / perVisit) }, (_, nth) =>
    left.slice(nth * perVisit, (nth + 1) * perVisit),
  ),
  ...stayed.map((screen) => [screen]),
]

/**
 * Each is opened on a phone, where there is least room on the way to it. Then the window becomes wide; what would not
 * outlive that is opened twice.
 */
const walk = async (app: App, { name, isOnRow, show, leave }: Screen) => {
  const { page } = app
  for (const group of isOnRow ? widths.map((width) => [width]) : [widths]) {
    await page.setViewportSize({ width: group[0] ?? 0, height: 900 })
    await inspect(page, await show(app), { name, widths: group })
    await leave?.(app)
  }
}

test.describe('on a phone and in a wide window, in light and dark', () => {
  // axe works long, and much longer on a busy machine: what is tested is not how long.
  test.describe.configure({ timeout: 600_000 })
  test.use({ viewport: { width: 375, height: 900 }, actionTimeout: 30_000 })

  test('the sign-in screen', async ({ app, page }) => {
    await app.open({ rows })
    await inspect(page, page.getByRole('form', { name: 'Sign in' }), { widths })
  })

  test('a sign-in that was refused', async ({ app, page }) => {
    await app.open({ rows })
    await page.getByLabel('Client token').fill('wrong')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await inspect(page, page.getByRole('alert'), { widths })
  })

  test('an empty account', async ({ app, page }) => {
    await app.start({ rows: [] })
    await inspect(page, page.getByRole('heading', { name: 'No instances yet' }), { widths })
  })

  for (const visit of visits) {
    test(visit.map(({ name }) => name).join(', '), async ({ app }) => {
      await app.start({ rows })
      for (const screen of visit) await test.step(screen.name, () => walk(app, screen))
    })
  }
})

for (const width of [375, 768, 1440, 1920]) {
  test(`the button of the developer tools covers no other control at ${width} px`, async ({
    app,
    page,
  }) => {
    await page.setViewportSize({ width, height: 900 })
    await app.start()
    const tools = page.getByRole('button', { name: /Developer tools/ })
    await tools.waitFor()
    const covered = async () => {
      const box = await tools.boundingBox()
      if (!box) throw new Error('The button is not to be seen')
      return page.locator('#root :is(a, button, select, input)').evaluateAll(
        (controls, { x, y, width, height }) =>
          controls
            .filter((control) => {
              const { left, right, top, bottom } = control.getBoundingClientRect()
              return left < x + width && right > x && top < y + height && bottom > y
            })
            .map((control) => control.getAttribute('aria-label') ?? control.textContent),
        box,
      )
    }
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight))
    expect(await covered()).toEqual([])
    // Where the page begins, the end of the list is in sight as well on a large screen.
    await page.evaluate(() => window.scrollTo(0, 0))
    if (width >= 1440) expect(await covered()).toEqual([])
  })
}
