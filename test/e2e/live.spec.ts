import type { Page } from '@playwright/test'
import { look } from './support/look.ts'
import { expect, test } from './support/test.ts'

const rows = [
  { id: 'VZ1', name: 'Alpha', connected: true },
  { id: 'VZ2', name: 'Bravo', connected: true },
  { id: 'VZ3', name: 'Charlie' },
]

const reads = /instances\/(get|list)$/

/** Bytes in use, once nothing more can be collected. */
const heap = async (page: Page): Promise<number> => {
  const session = await page.context().newCDPSession(page)
  for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return usedSize
}

test('badges follow the gateway, and a poll is never seen', async ({ app, page }) => {
  await page.clock.install()
  await app.start({ rows })
  await expect(app.row('Alpha')).toContainText('Connected')
  await page.evaluate(() => {
    const seen = { isBusy: false }
    Object.assign(window, { seen })
    new MutationObserver(() => {
      seen.isBusy ||= document.querySelector('[aria-busy="true"]') !== null
    }).observe(document.body, { attributes: true, childList: true, subtree: true })
    window.gateway.dropConnection('VZ1')
  })
  await page.clock.runFor(16_000)
  await expect(app.row('Alpha')).toContainText('Disconnected')
  await expect(app.row('Bravo')).toContainText('Connected')
  await page.clock.runFor(60_000)
  expect(
    await page.evaluate(() => (window as unknown as { seen: { isBusy: boolean } }).seen.isBusy),
  ).toBe(false)
})

test('a table and its badges cost one request an interval', async ({ app, page }) => {
  await page.clock.install()
  await app.start({ rows })
  await expect(app.row('Alpha')).toContainText('Connected')
  await page.clock.runFor(20_000)
  const before = await app.sent('POST', reads)
  await page.clock.runFor(60_000)
  expect((await app.sent('POST', reads)) - before).toBe(4)
})

test('a hidden page asks nothing, and asks at once when it is looked at again', async ({
  app,
  page,
}) => {
  await page.clock.install()
  await app.start({ rows })
  await expect(app.row('Alpha')).toContainText('Connected')
  await look(page, 'hidden')
  const before = await app.sent('POST', reads)
  await page.clock.runFor(120_000)
  expect(await app.sent('POST', reads)).toBe(before)
  await page.evaluate(() => window.gateway.dropConnection('VZ2'))
  await look(page, 'visible')
  await page.clock.runFor(500)
  await expect(app.row('Bravo')).toContainText('Disconnected')
})

test('half an hour of polling leaves the memory as it was', async ({ app, page }) => {
  test.slow()
  await page.clock.install()
  await app.start()
  await expect(app.names).toHaveCount(10)
  const pass = async (minutes: number) => {
    for (let i = 0; i < minutes; i++) {
      await page.clock.runFor(60_000)
      await page.evaluate((minute) => {
        const [row] = window.gateway.instances.list()
        if (row)
          window.gateway.instances.patch(row.id, {
            status: minute % 2 ? 'connected' : 'disconnected',
          })
      }, i)
    }
  }
  await pass(5)
  const before = await heap(page)
  await pass(30)
  const grown = (await heap(page)) - before
  // The developer tools keep the last 1,000 activities, which are not full after five minutes.
  expect(grown).toBeLessThan(3_000_000)
})

test('half an hour of pushing leaves the memory as it was', async ({ app, page }) => {
  test.slow()
  await page.clock.install()
  await app.start({ rows })
  await app.openDrawer('Alpha')
  await page.clock.runFor(500)
  await expect(app.section('Live events')).toContainText('Push is on')
  let sent = 0
  const pass = async (minutes: number) => {
    for (let i = 0; i < 2 * minutes; i++) {
      sent = await page.evaluate((before) => {
        const after = before + 150
        for (let n = before + 1; n <= after; n++) {
          window.gateway.receiveMessage('VZ1', { text: `${n} ${'x'.repeat(2_000)}` })
        }
        window.gateway.instances.patch('VZ1', { connected: false })
        window.gateway.instances.patch('VZ1', { connected: true })
        return after
      }, sent)
      await page.clock.runFor(30_000)
    }
  }
  await pass(5)
  const before = await heap(page)
  await pass(30)
  const grown = (await heap(page)) - before
  await expect(app.section('Live events').getByRole('log')).toContainText(`${sent} xxx`)
  // The developer tools are not full yet, as above; 9,000 messages of 18 MB came.
  expect(grown).toBeLessThan(3_000_000)
})
