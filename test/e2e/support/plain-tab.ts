import type { Browser, CDPSession } from '@playwright/test'

/**
 * A tab that Playwright does not know: it keeps its own ones visible, and Chromium freezes none that is. All of a browser
 * share their storage, locks and channels.
 */
export interface PlainTab {
  /** What an expression, or the promise that it gives, comes to. */
  evaluate<T>(expression: string): Promise<T>
  /** Hides the tab and freezes it, as a browser does with tabs in the background; the page hears `freeze`. */
  freeze(): Promise<void>
  thaw(): Promise<void>
  close(): Promise<void>
}

interface Answer {
  readonly id?: number
  readonly result?: { readonly result?: { readonly value?: unknown } }
  readonly error?: { readonly message: string }
}

/** Makes what opens them. */
export const plainTabs = async (browser: Browser) => {
  const session = await browser.newBrowserCDPSession()
  let last = 0
  const waiting = new Map<number, (answer: Answer) => void>()
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const answer = JSON.parse(message) as Answer
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer)
  })

  const open = async (url: string): Promise<PlainTab> => {
    const { targetId } = await session.send('Target.createTarget', { url, newWindow: true })
    const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false })
    const send = async (method: string, params: object = {}): Promise<Answer> => {
      last += 1
      const id = last
      const answer = new Promise<Answer>((done) => waiting.set(id, done))
      const message = JSON.stringify({ id, method, params })
      await session.send('Target.sendMessageToTarget', { sessionId, message })
      const { error, ...rest } = await answer
      waiting.delete(id)
      if (error) throw new Error(`${method}: ${error.message}`)
      return rest
    }
    const setLifecycle = (state: 'frozen' | 'active') =>
      send('Page.setWebLifecycleState', { state })
    return {
      evaluate: async <T>(expression: string) => {
        const params = { expression, awaitPromise: true, returnByValue: true }
        const { result } = await send('Runtime.evaluate', params)
        return result?.result?.value as T
      },
      freeze: async () => {
        await setWindow(session, targetId, 'minimized')
        await setLifecycle('frozen')
      },
      thaw: async () => {
        await setLifecycle('active')
        await setWindow(session, targetId, 'normal')
      },
      close: async () => {
        await session.send('Target.closeTarget', { targetId })
      },
    }
  }
  return { open }
}

/** A Chromium without windows hides what it freezes by itself. */
const setWindow = async (
  session: CDPSession,
  targetId: string,
  windowState: 'minimized' | 'normal',
) => {
  const { windowId } = await session.send('Browser.getWindowForTarget', { targetId })
  await session.send('Browser.setWindowBounds', { windowId, bounds: { windowState } })
}
