import { test as base, expect, type Page } from '@playwright/test'
import { App } from './app.ts'

/** Collects what must never happen: errors in the console or the page, and requests that leave this machine. */
const watch = (page: Page, baseURL: string): readonly string[] => {
  const problems: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => problems.push(`page: ${error.message}`))
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(`${baseURL}/`) && !url.startsWith('data:')) problems.push(`request: ${url}`)
  })
  return problems
}

/** How many times slower the page's CPU is made: a race that this machine wins may be lost on another. */
const slower = Number(process.env.CPU_SLOWDOWN ?? 1)

const slowDown = async (page: Page) => {
  if (slower === 1) return
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower })
}

/** Playwright's test with the playground in hand. */
export const test = base.extend<{ app: App }>({
  app: async ({ page, baseURL }, use) => {
    const problems = watch(page, baseURL ?? '')
    await slowDown(page)
    await use(new App(page))
    expect(problems).toEqual([])
  },
})

export { expect }
