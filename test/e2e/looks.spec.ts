import { inspect } from './support/inspect.ts'
import { optimisticScreens } from './support/optimistic-screens.ts'
import { rows, screens } from './support/screens.ts'
import { expect, test } from './support/test.ts'

test.beforeEach(({ page }) => page.clock.install())

for (const width of [1440, 375]) {
  test.describe(`at ${width} px, in light and dark`, () => {
    // axe works long, and much longer on a busy machine: what is tested is not how long.
    test.describe.configure({ timeout: 240_000 })
    test.use({ viewport: { width, height: 900 } })

    test('the sign-in screen', async ({ app, page }) => {
      await app.open({ rows })
      await inspect(page, page.getByRole('form', { name: 'Sign in' }))
    })

    test('a sign-in that was refused', async ({ app, page }) => {
      await app.open({ rows })
      await page.getByLabel('Client token').fill('wrong')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await inspect(page, page.getByRole('alert'))
    })

    test('an empty account', async ({ app, page }) => {
      await app.start({ rows: [] })
      await inspect(page, page.getByRole('heading', { name: 'No instances yet' }))
    })

    for (const { name, show } of [...screens, ...optimisticScreens]) {
      test(name, async ({ app, page }) => {
        await app.start({ rows })
        await inspect(page, await show(app))
      })
    }
  })
}

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
