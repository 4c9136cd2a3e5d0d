import { inspect } from './support/inspect.ts'
import { optimisticScreens } from './support/optimistic-screens.ts'
import { rows, screens } from './support/screens.ts'
import { test } from './support/test.ts'

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
