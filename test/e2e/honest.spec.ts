import { hold } from './support/answers.ts'
import { expect, test } from './support/test.ts'

const rows = [
  { id: 'VZ1', name: 'Alpha', connected: true },
  { id: 'VZ2', name: 'Bravo' },
]

declare global {
  interface Window {
    /** ms */
    turnsAreLateBy?: number
  }
}

test('a gateway that cannot be reached is named, and so is what is not confirmed', async ({
  app,
  page,
}) => {
  await page.clock.install()
  await app.start({ rows })
  const header = page.getByRole('banner')
  await expect(header.getByText('Online')).toBeVisible()
  await expect(app.row('Alpha')).not.toContainText('not confirmed')
  await page.evaluate(() => window.gateway.faults.set({ offline: true }))
  await expect(header.getByRole('button', { name: 'Faults: offline' })).toBeVisible()
  await page.clock.runFor(16_000)
  await expect(header.getByText('Gateway unreachable')).toBeVisible()
  await expect(header.getByText('Online')).toHaveCount(0)
  await expect(app.row('Alpha')).toContainText('Connected, not confirmed')
  await header.getByRole('button', { name: 'Reset the faults' }).click()
  await page.getByRole('button', { name: 'Retry' }).click()
  await expect(header.getByText('Online')).toBeVisible()
  await expect(app.row('Alpha')).not.toContainText('not confirmed')
})

test('what takes longer than a second says so', async ({ app, page }) => {
  await page.clock.install()
  await app.open({ rows })
  const answer = await hold(page, 'POST', /list$/)
  await app.signIn()
  await page.clock.runFor(1_100)
  await expect(page.getByText(/The gateway takes its time: \d+ s so far/)).toBeVisible()
  await answer()
  await expect(app.names).toHaveCount(2)
  await expect(page.getByText('takes its time')).toHaveCount(0)
})

test('a 429 says when the next try is', async ({ app, page }) => {
  await page.clock.install()
  await app.open({ rows })
  await page.evaluate(() =>
    window.gateway.faults.failNext(
      { kind: 'status', status: 429, retryAfter: 9 },
      { path: '/instances/list' },
    ),
  )
  await app.signIn()
  await page.clock.runFor(2_000)
  await expect(page.getByText(/the gateway asked to wait, next try in \d s/)).toBeVisible()
})

test('a change whose answer got lost is told until a read has shown that it was made', async ({
  app,
  page,
}) => {
  await app.start({ rows })
  await app.openDrawer('Alpha')
  await page.evaluate(() =>
    window.gateway.faults.failNext({ kind: 'dropAnswer' }, { method: 'PATCH' }),
  )
  // What the drawer reads when it opens is there: it would tell of the name, too.
  await expect(app.section('Webhook').getByLabel('Address')).toBeVisible()
  // All of them: a poll of the list may be due before the read that looks it up.
  const read = await hold(page, 'POST', /instances\/(get|list)$/, { all: true })
  await app.rename('Zulu')
  await expect(app.drawer.getByRole('alert')).toContainText('Unclear whether it was renamed')
  await read()
  await expect(app.drawer.getByRole('heading', { name: 'Zulu' })).toBeVisible()
  await expect(page.getByText('Unclear whether')).toHaveCount(0)
})

test('a second create of a name under way is refused until the first is over', async ({
  app,
  page,
}) => {
  await app.start({ rows })
  const answer = await hold(page, 'PUT', /create/)
  await app.create('Zulu')
  await app.create('Zulu')
  const dialog = app.dialog('New instance')
  await expect(dialog.getByRole('alert')).toContainText('Nothing was sent')
  await answer()
  await expect(app.toast('Zulu is there')).toBeVisible()
  await expect(dialog.getByRole('alert')).toHaveCount(0)
})

test('a row that the order puts on another page is linked where it is told of', async ({
  app,
  page,
}) => {
  await app.start()
  const answer = await hold(page, 'PUT', /create/)
  await app.create('Zzz last of all')
  await page.getByRole('button', { name: /^Help/ }).click()
  await answer()
  await page.keyboard.press('Escape')
  await app.toast('Created').getByRole('link', { name: 'Open Zzz last of all' }).click()
  await expect(app.drawer.getByRole('heading', { name: 'Zzz last of all' })).toBeVisible()
})

test('the footer tells of the rows that are shown, also while others are on their way', async ({
  app,
  page,
}) => {
  await app.start()
  await expect(page.getByText('1–10 of 57')).toBeVisible()
  const answer = await hold(page, 'POST', /list$/)
  await page.getByRole('button', { name: 'Page 2', exact: true }).click()
  await expect(page).toHaveURL(/page=2/)
  await expect(page.getByText('1–10 of 57')).toBeVisible()
  await answer()
  await expect(page.getByText('11–20 of 57')).toBeVisible()
})

test('a page past the end is the last one', async ({ app, page }) => {
  const five = Array.from({ length: 5 }, (_, index) => ({ name: `Row ${index}` }))
  await app.start({ rows: five, path: '/instances?page=9' })
  await expect(app.names).toHaveCount(5)
  await expect(page.getByText('1–5 of 5')).toBeVisible()
  await expect(page).not.toHaveURL(/page=/)
})

test('the last row of the last page takes that page with it', async ({ app, page }) => {
  const eleven = Array.from({ length: 11 }, (_, index) => ({ name: `Row ${String(index + 10)}` }))
  await app.start({ rows: eleven, path: '/instances?page=2' })
  await expect(app.names).toHaveText(['Row 20'])
  await app.remove('Row 20')
  await expect(app.names).toHaveCount(10)
  await expect(page.getByText('1–10 of 10')).toBeVisible()
})

test('Back closes the topmost, and one that was closed leaves no step behind', async ({
  app,
  page,
}) => {
  await app.start({ rows })
  await app.openDrawer('Alpha')
  await app.section('WhatsApp session').getByRole('button', { name: 'Restart' }).click()
  const dialog = app.dialog('Restart the session?')
  await expect(dialog).toBeVisible()
  await page.goBack()
  await expect(dialog).toHaveCount(0)
  await expect(app.drawer).toBeVisible()
  await app.section('WhatsApp session').getByRole('button', { name: 'Disconnect' }).click()
  await app.dialog('Disconnect the phone?').getByRole('button', { name: 'Keep as it is' }).click()
  await expect(app.dialog('Disconnect the phone?')).toHaveCount(0)
  await page.goBack()
  await expect(app.drawer).toHaveCount(0)
  await expect(app.names).toHaveCount(2)
  await page.getByRole('button', { name: /^Help/ }).click()
  await expect(app.dialog('About this playground')).toBeVisible()
  await page.goBack()
  await expect(app.dialog('About this playground')).toHaveCount(0)
  await expect(app.names).toHaveCount(2)
})

test('Back passes what was closed before the router has rendered it', async ({ app, page }) => {
  // React's scheduler asks for its turns by a message port; a busy machine gives them late.
  await page.addInitScript(() => {
    const post = MessagePort.prototype.postMessage
    MessagePort.prototype.postMessage = function (...args: unknown[]) {
      setTimeout(() => Reflect.apply(post, this, args), window.turnsAreLateBy ?? 0)
    }
  })
  await app.start({ rows })
  await app.openDrawer('Alpha')
  const dialog = app.dialog('Restart the session?')
  const restart = app.section('WhatsApp session').getByRole('button', { name: 'Restart' })
  // Its code is there from then on.
  await restart.click()
  await dialog.getByRole('button', { name: 'Keep as it is' }).click()
  await expect(dialog).toHaveCount(0)
  await page.goBack()
  await expect(app.drawer).toHaveCount(0)

  await app.openDrawer('Alpha')
  await page.evaluate(() => {
    window.turnsAreLateBy = 1_500
  })
  await restart.click()
  await dialog.getByRole('button', { name: 'Keep as it is' }).click()
  await page.goBack()
  await expect(app.drawer).toHaveCount(0)
})

test('what was typed is thrown away only when that is wanted', async ({ app, page }) => {
  await app.start({ rows })
  await app.openDrawer('Alpha')
  const address = app.section('Webhook').getByLabel('Address')
  await address.fill('https://example.com/typed')
  const question = app.dialog('Throw away what you typed?')
  for (const leave of [
    () => page.keyboard.press('Escape'),
    () => page.goBack(),
    () => app.drawer.getByRole('button', { name: 'Close the instance' }).click(),
  ]) {
    await leave()
    await question.getByRole('button', { name: 'Keep editing' }).click()
    await expect(question).toHaveCount(0)
    await expect(address).toHaveValue('https://example.com/typed')
  }
  await page.keyboard.press('Escape')
  await question.getByRole('button', { name: 'Throw it away' }).click()
  await expect(app.drawer).toHaveCount(0)
})

test('a name that cannot be seen is refused', async ({ app }) => {
  await app.start({ rows })
  await app.create('\u200b\u200b\u200b')
  await expect(app.dialog('New instance').getByText('that can be seen')).toBeVisible()
  expect(await app.sent('PUT', /create/)).toBe(0)
})

test('a row can be selected as text, and a click on it opens it', async ({ app, page }) => {
  await app.start({
    rows: [{ id: 'VZ1', name: 'Alpha', connected: true, whatsapp_push_name: 'Ana' }],
  })
  const text = app.row('Alpha').getByText('Ana', { exact: true })
  await text.dblclick({ position: { x: 8, y: 8 } })
  expect(await page.evaluate(() => window.getSelection()?.toString().trim())).toBe('Ana')
  await expect(app.drawer).toHaveCount(0)
  await page.evaluate(() => window.getSelection()?.removeAllRanges())
  await app.row('Alpha').locator('time').click()
  await expect(app.drawer.getByRole('heading', { name: 'Alpha' })).toBeVisible()
})

test('a name that is cut is told in full', async ({ app, page }) => {
  const name = `Bravo ${'with a very long name '.repeat(6)}`.trim()
  await app.start({ rows: [{ id: 'VZ1', name }] })
  // The middle of its link is where it is cut off.
  await app.names.first().hover({ position: { x: 24, y: 8 } })
  await expect(page.getByRole('tooltip', { name })).toBeVisible()
})

test('the page has a title, and the focus goes on in it after signing in', async ({
  app,
  page,
}) => {
  await app.open({ rows })
  await expect(page).toHaveTitle('Sign in · vzaps-rtk playground')
  await page.getByRole('button', { name: 'Sign in' }).focus()
  await page.keyboard.press('Enter')
  await expect(app.names).toHaveCount(2)
  await expect(page).toHaveTitle('Instances · vzaps-rtk playground')
  await expect(page.getByRole('main')).toBeFocused()
  await app.openDrawer('Alpha')
  await expect(page).toHaveTitle('Alpha · vzaps-rtk playground')
})

test('the example of an address keeps one signed in', async ({ app, page }) => {
  await app.start({ rows })
  await page.getByRole('button', { name: /^Help/ }).click()
  await page.getByRole('link', { name: /seed=11/ }).click()
  await expect(page).toHaveURL(/seed=11/)
  await expect(page.getByText('1–10 of 500')).toBeVisible()
})

test('the drawer shows the row that the list knows while it loads', async ({ app, page }) => {
  await app.start({ rows })
  await expect(app.names).toHaveCount(2)
  await hold(page, 'POST', /instances\/get$/)
  await app.openDrawer('Alpha')
  await expect(app.section('WhatsApp session')).toContainText('Disconnect')
})

test('a QR code shows its own life, and that it is a pretended one', async ({ app, page }) => {
  await page.clock.install()
  await app.start({ rows })
  await app.choose('Bravo', 'Pair a phone')
  const dialog = app.dialog('Pair a phone')
  await expect(dialog.getByText('no phone can scan it')).toBeVisible()
  // The next one does not come.
  await hold(page, 'GET', /qr$/)
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1_000))
  const life = dialog.getByText(/Good for \d+ s/)
  const seconds = Number(/\d+/.exec(await life.innerText())?.[0])
  await page.clock.runFor(seconds * 1_000 + 300)
  await expect(dialog.getByText('This code ran out')).toBeVisible()
  await expect(dialog.getByRole('img', { name: 'QR code that ran out' })).toBeVisible()
})

for (const width of [768, 900, 1000, 1100]) {
  test(`nothing is cut at ${width} px`, async ({ app, page }) => {
    await page.setViewportSize({ width, height: 800 })
    await app.start()
    await expect(page.locator('.row')).toHaveCount(10)
    const cut = await page
      .locator('.row')
      .locator('.mantine-Badge-label, time')
      .evaluateAll((labels) =>
        labels
          .filter((label) => label.scrollWidth > label.clientWidth + 1)
          .map((label) => label.textContent),
      )
    expect(cut).toEqual([])
  })
}

test('seven instances fit on the screen of a phone, and the search says what it is for', async ({
  app,
  page,
}) => {
  await page.setViewportSize({ width: 375, height: 812 })
  await app.start()
  const card = await page.locator('.row').first().boundingBox()
  expect(card?.height).toBeLessThan(84)
  const field = await app.search.evaluate((input: HTMLInputElement) => {
    const canvas = document.createElement('canvas').getContext('2d')
    const style = getComputedStyle(input)
    if (!canvas) throw new Error('There is nothing to measure with')
    canvas.font = style.font
    const room =
      input.clientWidth -
      Number.parseFloat(style.paddingLeft) -
      Number.parseFloat(style.paddingRight)
    return room - canvas.measureText(input.placeholder).width
  })
  expect(field).toBeGreaterThanOrEqual(0)
})
