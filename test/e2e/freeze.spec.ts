import { expect, test } from '@playwright/test'
import { startMockServer } from '../../src/mock/node.ts'
import type { PlainTab } from './support/plain-tab.ts'
import { plainTabs } from './support/plain-tab.ts'

// What a browser does with a tab in the background: it hears `freeze`, and then nothing of it runs until it is thawed.

/** Ms since it was asked, of what the page's own timer did last; and what it heard of its life. */
const watchLife = `
  window.life = []
  for (const name of ['freeze', 'resume']) document.addEventListener(name, () => life.push(name))
  window.ticks = 0
  setInterval(() => { ticks += 1 }, 50)
`
const text = `document.querySelector('[role=dialog]')?.innerText ?? ''`
/** The messages in the feed. */
const messages = `(document.querySelector('[role=log]')?.innerText.match(/message \\d+/g) ?? []).sort()`

const signIn = async (tab: PlainTab) => {
  await expect
    .poll(() =>
      tab.evaluate<boolean>(`(() => {
        const button = [...document.querySelectorAll('button')].find((one) => one.innerText === 'Sign in')
        button?.click()
        return button !== undefined
      })()`),
    )
    .toBe(true)
  await expect.poll(() => tab.evaluate<string>(text)).toContain('Push is on')
  await tab.evaluate(watchLife)
}

test('another tab has the socket within 5 s when the one that held it is frozen, and nothing is lost or doubled', async ({
  browser,
  baseURL,
}) => {
  const server = await startMockServer({
    seed: 7,
    instances: [{ id: 'VZ1', name: 'Alpha', connected: true }],
  })
  const { gateway } = server
  const { open } = await plainTabs(browser)
  const tabs: PlainTab[] = []
  let sent = 0
  const send = () => {
    sent += 1
    gateway.receiveMessage('VZ1', { text: `message ${sent + 10}` })
  }
  const all = () => Array.from({ length: sent }, (_, i) => `message ${i + 11}`)
  try {
    for (let i = 0; i < 3; i++) {
      const tab = await open(`${baseURL}/instances/VZ1?backend=${server.url}&tabs=me`)
      tabs.push(tab)
      await signIn(tab)
    }
    const [leader, ...others] = tabs as [PlainTab, PlainTab, PlainTab]
    expect(gateway.realtime.open).toEqual(['VZ1'])
    send()
    for (const tab of tabs) await expect.poll(() => tab.evaluate(messages)).toEqual(all())

    await leader.freeze()
    await expect.poll(() => leader.evaluate<string[]>('life')).toEqual(['freeze'])
    const ticks = await leader.evaluate<number>('ticks')
    const frozenAt = Date.now()
    send()
    for (const tab of others) {
      await expect.poll(() => tab.evaluate(messages), { timeout: 5_000 }).toEqual(all())
    }
    expect(Date.now() - frozenAt).toBeLessThan(5_000)
    send()
    for (const tab of others) await expect.poll(() => tab.evaluate(messages)).toEqual(all())
    // It did not merely say so.
    expect(await leader.evaluate<number>('ticks')).toBe(ticks)

    await leader.thaw()
    await expect.poll(() => leader.evaluate<string[]>('life')).toEqual(['freeze', 'resume'])
    send()
    for (const tab of tabs) await expect.poll(() => tab.evaluate(messages)).toEqual(all())
    // One of the others now: it has none of its own.
    await expect.poll(() => gateway.realtime.open).toEqual(['VZ1'])
    await others[0].close()
    await others[1].close()
    send()
    await expect.poll(() => leader.evaluate(messages)).toEqual(all())
  } finally {
    for (const tab of tabs) await tab.close().catch(() => {})
    await server.close()
  }
})
