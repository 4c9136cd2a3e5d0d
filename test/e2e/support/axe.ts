import type { Page } from '@playwright/test'
import axe, { type AxeResults } from 'axe-core'

/**
 * Makes what says what axe finds fault with, by all its rules or by these. It runs beside the page's own code rather than
 * in it, with timers of its own: the page's clock may stand still meanwhile. It is loaded once, and works until the page
 * is another one.
 */
export const loadAxe = async (page: Page) => {
  // It ends with the page: one that is detached earlier takes a page online that is to be offline.
  const browser = await page.context().newCDPSession(page)
  const { frameTree } = await browser.send('Page.getFrameTree')
  const { executionContextId: contextId } = await browser.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
    worldName: 'axe',
  })
  const run = async (expression: string): Promise<unknown> => {
    const { result, exceptionDetails } = await browser.send('Runtime.evaluate', {
      contextId,
      expression,
      awaitPromise: true,
      returnByValue: true,
    })
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? 'axe failed')
    return result.value
  }
  // A world of the same name is the same one, as long as the page is.
  if (!(await run(`'axe' in globalThis`))) await run(`${axe.source}\n0`)
  return async (rules?: readonly string[]): Promise<string[]> => {
    const options = {
      resultTypes: ['violations'],
      ...(rules && { runOnly: { type: 'rule', values: rules } }),
    }
    const { violations } = (await run(
      `axe.run(document, ${JSON.stringify(options)})`,
    )) as AxeResults
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target} ${node.any[0]?.message ?? node.html}`),
    )
  }
}
