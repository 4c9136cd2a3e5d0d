import type { Page } from '@playwright/test'

/** The page is looked at, or not. */
export const look = (page: Page, state: 'visible' | 'hidden') =>
  page.evaluate((to) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => to })
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
  }, state)
