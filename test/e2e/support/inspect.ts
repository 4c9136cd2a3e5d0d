import type { Locator, Page } from '@playwright/test'
import { expect } from '@playwright/test'
import { loadAxe } from './axe.ts'

/** What is looked at, and how. */
export interface Inspection {
  /** How its faults are called, where a test looks at several screens. */
  readonly name?: string
  /** Widths in px that the window gets in turn, and then its own again; only its own, unless said. */
  readonly widths?: readonly number[]
}

/** In light and dark: the screen is there, nothing to scroll sideways, and nothing that axe finds fault with. */
export const inspect = async (
  page: Page,
  screen: Locator,
  { name = '', widths = [] }: Inspection = {},
): Promise<void> => {
  await screen.waitFor()
  // axe works long on a slow machine: meanwhile nothing times out, is asked again or moves on by itself.
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 2_000))
  const faultsOf = await loadAxe(page)
  const asItIs = page.viewportSize() ?? { width: 0, height: 0 }
  for (const width of widths.length > 0 ? widths : [asItIs.width]) {
    if (width !== page.viewportSize()?.width) {
      await page.setViewportSize({ ...asItIs, width })
      await page.waitForFunction((to) => window.innerWidth === to, width)
      // What follows the window does so in the frames after.
      await page.clock.runFor(100)
    }
    for (const colorScheme of ['light', 'dark'] as const) {
      const what = `${name} ${width} px ${colorScheme}`
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
      expect.soft(overflow, `${what}: sideways`).toBe(0)
      // Of all the rules, only this one is about colours.
      const found = await faultsOf(colorScheme === 'dark' ? ['color-contrast'] : undefined)
      expect.soft(found, what).toEqual([])
      // What closed by itself meanwhile was not looked at.
      expect(await screen.isVisible(), `${what}: still there`).toBe(true)
    }
  }
  if (widths.length > 0) await page.setViewportSize(asItIs)
  await page.clock.resume()
}
