import { inspect } from './support/inspect.ts'
import { optimisticScreens } from './support/optimistic-screens.ts'
import { rows, screens } from './support/screens.ts'
import { expect, test } from './support/test.ts'

test.beforeEach(({ page }) => page.clock.install())

const widths = [375, 1440]

// Each is opened on a phone, where there is least room on the way to it. Then the window becomes wide, which costs less
// than another page; what would not outlive that is opened twice.
const opened = [...screens, ...optimisticScreens].flatMap(({ name, show, isOnRow }) =>
  isOnRow
    ? widths.map((width) => ({ name: `${name} at ${width} px`, show, widths: [width] }))
    : [{ name, show, widths }],
)

test.describe('on a phone and in a wide window, in light and dark', () => {
  // axe works long, and much longer on a busy machine: what is tested is not how long.
  test.describe.configure({ timeout: 240_000 })
  test.use({ viewport: { width: 375, height: 900 } })

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

  for (const { name, show, widths } of opened) {
    test.describe(() => {
      test.use({ viewport: { width: widths[0] ?? 0, height: 900 } })
      test(name, async ({ app, page }) => {
        await app.start({ rows })
        await inspect(page, await show(app), { widths })
      })
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
