import type { Locator } from '@playwright/test'
import { hold, refuse } from './support/answers.ts'
import { look } from './support/look.ts'
import { expect, test } from './support/test.ts'

const rows = [
  { id: 'VZ1', name: 'Alpha' },
  { id: 'VZ2', name: 'Bravo' },
]

/** Every text that an element has from now on, in their order. */
const recordTexts = (element: Locator) =>
  element.evaluateHandle((node) => {
    const texts: (string | null)[] = [node.textContent]
    const add = (text: string | null) => text !== texts.at(-1) && texts.push(text)
    new MutationObserver((records) => {
      for (const { oldValue } of records) if (oldValue !== null) add(oldValue)
      add(node.textContent)
    }).observe(node, {
      childList: true,
      subtree: true,
      characterData: true,
      characterDataOldValue: true,
    })
    return texts
  })

test('a new name stands in drawer and table before the answer, which changes nothing', async ({
  app,
  page,
}) => {
  await app.start({ rows })
  await app.openDrawer('Alpha')
  const answer = await hold(page, 'PATCH', /VZ1/)
  await app.rename('Zulu')
  await expect(app.drawer.getByRole('heading', { name: 'Zulu' })).toBeVisible()
  await expect(app.names).toHaveText(['Zulu', 'Bravo'])
  await expect(app.row('Zulu')).toContainText('Saving…')
  await expect(app.drawer).toContainText('Saving…')
  expect(await app.sent('PATCH', /VZ1/)).toBe(0)
  await answer()
  await expect(app.names).toHaveText(['Bravo', 'Zulu'])
  await expect(page.getByText('Saving…')).toHaveCount(0)
})

test('the old name never comes back while polls land around a rename', async ({ app, page }) => {
  await page.clock.install()
  await app.start({ rows })
  await app.openDrawer('Alpha')
  const texts = await recordTexts(app.link('Alpha'))
  const answer = await hold(page, 'PATCH', /VZ1/)
  await app.rename('Zulu')
  await expect(app.names).toHaveText(['Zulu', 'Bravo'])
  for (const name of ['Bravo 2', 'Bravo 3']) {
    // Another client's change shows that a poll has landed, which still knew the old name.
    await page.evaluate((name) => window.gateway.instances.patch('VZ2', { name }), name)
    // A look at the page asks again for what is older than half an interval.
    await page.clock.runFor(8_000)
    for (const state of ['hidden', 'visible'] as const) await look(page, state)
    await expect(app.names).toHaveText(['Zulu', name])
  }
  await answer()
  await expect(app.names).toHaveText(['Bravo 3', 'Zulu'])
  await expect(app.row('Zulu')).not.toContainText('Saving…')
  expect(await texts.jsonValue()).toEqual(['Alpha', 'Zulu'])
})

test('a rename that is refused is taken back with the reason, and can be tried again', async ({
  app,
  page,
}) => {
  await app.start({ rows })
  await app.openDrawer('Alpha')
  await refuse(page, 'PATCH', /VZ1/, 403)
  const answer = await hold(page, 'PATCH', /VZ1/)
  await app.rename('Zulu')
  await expect(app.names).toHaveText(['Zulu', 'Bravo'])
  await answer()
  await expect(app.names).toHaveText(['Alpha', 'Bravo'])
  await expect(app.drawer.getByRole('heading', { name: 'Alpha' })).toBeVisible()
  const notice = app.drawer.getByRole('alert')
  await expect(notice).toContainText('It was not renamed to “Zulu”')
  await expect(notice).toContainText('You may not do this')
  await notice.getByRole('button', { name: 'Retry' }).click()
  await expect(app.drawer.getByRole('heading', { name: 'Zulu' })).toBeVisible()
  await expect(app.names).toHaveText(['Bravo', 'Zulu'])
  await expect(page.getByText('was not renamed')).toHaveCount(0)
})

test('a failed rename stands under its row until it is dismissed', async ({ app, page }) => {
  await app.start({ rows })
  await app.openDrawer('Alpha')
  await refuse(page, 'PATCH', /VZ1/, 403)
  await app.rename('Zulu')
  await expect(app.drawer.getByRole('alert')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(app.drawer).toHaveCount(0)
  const notice = page.getByRole('table').getByRole('alert')
  await expect(notice).toContainText('It was not renamed to “Zulu”')
  await notice.getByRole('button', { name: 'Dismiss' }).click()
  await expect(notice).toHaveCount(0)
})

test('a failure whose row is on another page stands above the table', async ({ app, page }) => {
  await app.start()
  const name = await app.names.first().innerText()
  await refuse(page, 'DELETE', /./, 403)
  const answer = await hold(page, 'DELETE', /./)
  await app.remove(name)
  await page.getByRole('button', { name: 'Page 2', exact: true }).click()
  await expect(page.getByText('11–20 of')).toBeVisible()
  await answer()
  await expect(app.toast(`${name} was not deleted`)).toBeVisible()
  await page.getByRole('button', { name: 'Page 1', exact: true }).click()
  await expect(app.names.first()).toHaveText(name)
  await expect(page.getByRole('table').getByRole('alert')).toContainText('It was not deleted')
  await expect(page.getByText('was not deleted')).toHaveCount(1)
})
