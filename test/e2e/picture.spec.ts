import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Frame } from './support/apng.ts'
import { toApng } from './support/apng.ts'
import { optimisticScreens } from './support/optimistic-screens.ts'
import { rows, screens } from './support/screens.ts'
import { StoryStage } from './support/story.ts'
import { expect, test } from './support/test.ts'

/** Where the pictures of all screens go: git does not see them. */
const folder = fileURLToPath(new URL('../../node_modules/.cache/pictures/', import.meta.url))

/** The README's pictures; `npm run pictures` takes them anew. */
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
  expect(statSync(path).size).toBeLessThan(250_000)
})

test('the story, moving', { tag: '@picture' }, async ({ page }) => {
  const path = fileURLToPath(new URL('../../demo/story.png', import.meta.url))
  await page.setViewportSize({ width: 1120, height: 720 })
  const stage = await StoryStage.open(page)
  const frames: Frame[] = []
  const take = async (ms: number) => {
    await page.mouse.move(0, 0)
    const main = await page.locator('.story').boundingBox()
    const top = await page.locator('.picker').boundingBox()
    if (!main || !top) throw new Error('The story is not on the page')
    const clip = {
      x: 0,
      y: top.y - 16,
      width: 1120,
      height: main.y + main.height + 16 - top.y + 16,
    }
    // The buttons that were pressed keep no ring.
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    frames.push({ png: await page.screenshot({ clip, fullPage: true }), ms })
  }
  await take(1_200)
  for (const number of [1, 2, 3, 4, 5]) {
    await stage.step(number)
    await take(number === 5 ? 2_600 : 1_700)
  }
  writeFileSync(path, toApng(frames))
  expect(statSync(path).size).toBeLessThan(1_000_000)
  // The browser takes it for an animation of as many pictures.
  const count = await page.evaluate(async (data) => {
    const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0))
    const decoder = new ImageDecoder({ data: bytes, type: 'image/png' })
    await decoder.tracks.ready
    await decoder.completed
    return decoder.tracks.selectedTrack?.frameCount
  }, readFileSync(path).toString('base64'))
  expect(count).toBe(frames.length)
})

for (const width of [375, 768, 1440, 1920]) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${width} px, ${colorScheme}`, () => {
      test.use({ viewport: { width, height: 900 }, colorScheme })
      const path = (name: string) =>
        `${folder}${name.replaceAll(/\W+/g, '-')}/${width}-${colorScheme}.png`

      test('the story', { tag: '@picture' }, async ({ page }) => {
        const stage = await StoryStage.open(page)
        for (const number of [1, 2, 3]) await stage.step(number)
        await page.screenshot({ path: path('story'), fullPage: true })
      })

      test('the sign-in screen', { tag: '@picture' }, async ({ app, page }) => {
        await app.open({ rows })
        await page.getByRole('form', { name: 'Sign in' }).waitFor()
        await page.screenshot({ path: path('sign-in'), fullPage: true })
      })

      for (const { name, show } of [...screens, ...optimisticScreens]) {
        test(name, { tag: '@picture' }, async ({ app, page }) => {
          await app.start({ rows })
          await (await show(app)).waitFor()
          await page.screenshot({ path: path(name), fullPage: true })
        })
      }
    })
  }
}
