import { statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from './support/test.ts'

/** The README's picture; `PICTURE=1 npx playwright test -c test/e2e/playwright.config.ts` makes it anew. */
test('the table with an instance open', { tag: '@picture' }, async ({ app, page }) => {
  const path = fileURLToPath(new URL('../../demo/picture.png', import.meta.url))
  await app.start()
  await page.evaluate(() => {
    const row = window.gateway.instances
      .list()
      .find(({ name }) => name === 'Construtora Horizonte Delivery')
    if (row) {
      window.gateway.instances.patch(row.id, {
        webhook: 'https://hooks.example.com/vzaps/horizonte',
        events_subscribe: 'Message,ReadReceipt,Connected',
        updated_at: row.updated_at,
      })
    }
  })
  await app.openDrawer('Construtora Horizonte Delivery')
  await app.section('Webhook').getByLabel('Address').waitFor()
  await page.mouse.move(0, 0)
  await page.screenshot({ path })
  expect(statSync(path).size).toBeLessThan(200_000)
})
