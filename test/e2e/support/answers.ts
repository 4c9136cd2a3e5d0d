import type { Page } from '@playwright/test'

/** The next call of this kind, or `all` of them, waits before it is carried out until what this gives is called. */
export const hold = async (page: Page, method: string, path: RegExp, { all = false } = {}) => {
  const release = await page.evaluateHandle(
    ({ method, source, all }) => {
      const { gateway } = window
      const answer = gateway.fetch
      let release = () => {}
      const released = new Promise<void>((resolve) => {
        release = resolve
      })
      let isHeld = false
      gateway.fetch = async (request) => {
        if ((all || !isHeld) && request.method === method && new RegExp(source).test(request.url)) {
          isHeld = true
          await released
        }
        return answer(request)
      }
      return release
    },
    { method, source: path.source, all },
  )
  return () => release.evaluate((resolve) => resolve())
}

/** The next call of this kind is answered with this status, and does nothing. */
export const refuse = (page: Page, method: string, path: RegExp, status: number) =>
  page.evaluate(
    ({ method, source, status }) =>
      window.gateway.faults.failNext(
        { kind: 'status', status },
        { method, path: new RegExp(source) },
      ),
    { method, source: path.source, status },
  )
