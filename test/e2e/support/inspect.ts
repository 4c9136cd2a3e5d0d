import type { Locator, Page } from '@playwright/test'
import { expect } from '@playwright/test'
import { faultsOf } from './axe.ts'

/** In light and dark: the screen is there, nothing to scroll sideways, and nothing that axe finds fault with. */
export const inspect = async (page: Page, screen: Locator, name = ''): Promise<void> => {
  await screen.waitFor()
  // axe works long on a slow machine: meanwhile nothing times out, is asked again or moves on by itself.
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 2_000))
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
    expect.soft(overflow, `${name} ${colorScheme}: sideways`).toBe(0)
    // Of all the rules, only this one is about colours.
    const found = await faultsOf(page, colorScheme === 'dark' ? ['color-contrast'] : undefined)
    expect.soft(found, `${name} ${colorScheme}`).toEqual([])
    // What closed by itself meanwhile was not looked at.
    expect(await screen.isVisible(), `${name} ${colorScheme}: still there`).toBe(true)
  }
  await page.clock.resume()
}
