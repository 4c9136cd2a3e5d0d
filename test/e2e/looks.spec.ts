import type { Locator } from '@playwright/test'
import type { App } from './support/app.ts'
import { faultsOf } from './support/axe.ts'
import { optimisticScreens } from './support/optimistic-screens.ts'
import { rows, screens } from './support/screens.ts'
import { expect, test } from './support/test.ts'

/** In light and dark: the screen is there, nothing to scroll sideways, and nothing that axe finds fault with. */
const inspect = async ({ page }: App, screen: Locator) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor()
    await screen.waitFor()
    await page.waitForFunction(() =>
      document.getAnimations().every((animation) => !(animation instanceof CSSTransition)),
    )
    const overflow = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement
      return scrollWidth - clientWidth
    })
    expect.soft(overflow, `${colorScheme}: sideways`).toBe(0)
    // axe works long on a slow machine: meanwhile nothing times out, is asked again or moves on by itself.
    await page.clock.pauseAt(await page.evaluate(() => Date.now() + 2_000))
    // Of all the rules, only this one is about colours.
    const found = await faultsOf(page, colorScheme === 'dark' ? ['color-contrast'] : undefined)
    expect.soft(found, colorScheme).toEqual([])
    // What closed by itself meanwhile was not looked at.
    expect(await screen.isVisible(), `${colorScheme}: still there`).toBe(true)
    await page.clock.resume()
  }
}

test.beforeEach(({ page }) => page.clock.install())

for (const width of [1440, 375]) {
  test.describe(`at ${width} px, in light and dark`, () => {
    // axe works long, and much longer on a busy machine: what is tested is not how long.
    test.describe.configure({ timeout: 240_000 })
    test.use({ viewport: { width, height: 900 } })

    test('the sign-in screen', async ({ app, page }) => {
      await app.open({ rows })
      await inspect(app, page.getByRole('form', { name: 'Sign in' }))
    })

    test('a sign-in that was refused', async ({ app, page }) => {
      await app.open({ rows })
      await page.getByLabel('Client token').fill('wrong')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await inspect(app, page.getByRole('alert'))
    })

    test('an empty account', async ({ app, page }) => {
      await app.start({ rows: [] })
      await inspect(app, page.getByRole('heading', { name: 'No instances yet' }))
    })

    for (const { name, show } of [...screens, ...optimisticScreens]) {
      test(name, async ({ app }) => {
        await app.start({ rows })
        await inspect(app, await show(app))
      })
    }
  })
}
