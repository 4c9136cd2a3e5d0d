import { expect, test } from './support/test.ts'

const historyLength = () => window.history.length

test('no letter gets lost on a slow machine', async ({ app, page }) => {
  test.setTimeout(180_000)
  // Six times as slow as this machine is.
  const patience = { timeout: 30_000 }
  await app.start({ path: '/instances?size=50' })
  await expect(app.names).toHaveCount(50)
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 6 })
  for (const word of ['clinica', 'padaria', 'construtora']) {
    await app.search.focus()
    // About as long as the field waits: the address follows in the middle of the word, again and again.
    await page.keyboard.type(word, { delay: 310 })
    await expect(page).toHaveURL(new RegExp(`q=${word}(&|$)`), patience)
    await expect(app.search).toHaveValue(word)
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.press('Delete')
    await expect(page).not.toHaveURL(/q=/, patience)
    await expect(app.search).toHaveValue('')
  }
})

test('a search is one step of the history, however often one pauses', async ({ app, page }) => {
  await app.start()
  const before = await page.evaluate(historyLength)
  await app.search.focus()
  for (const [typed, asked] of [
    ['pa', 'pa'],
    ['daz', 'padaz'],
    ['Backspace', 'pada'],
    ['ria', 'padaria'],
  ] as const) {
    if (typed === 'Backspace') await page.keyboard.press(typed)
    else await page.keyboard.type(typed)
    await expect(page).toHaveURL(new RegExp(`q=${asked}(&|$)`))
  }
  expect(await page.evaluate(historyLength)).toBe(before + 1)
  await page.goBack()
  await expect(app.search).toHaveValue('')
  await expect(page.getByText('1–10 of 57')).toBeVisible()
  await page.goForward()
  await expect(app.search).toHaveValue('padaria')
  await expect(app.names.first()).toHaveText(/^Padaria/)
})

test('another search is another step, and so is clearing', async ({ app, page }) => {
  await app.start()
  await app.search.fill('padaria')
  await expect(page).toHaveURL(/q=padaria/)
  await app.search.fill('clinica')
  await expect(page).toHaveURL(/q=clinica/)
  await page.getByRole('button', { name: 'Clear the search field' }).click()
  await expect(page).not.toHaveURL(/q=/)
  await expect(app.search).toBeFocused()
  for (const text of ['clinica', 'padaria', '']) {
    await page.goBack()
    await expect(app.search).toHaveValue(text)
  }
})

test('what is typed after something else was done is a step of its own', async ({ app, page }) => {
  await app.start()
  await app.search.fill('a')
  await expect(page).toHaveURL(/q=a(&|$)/)
  await page.getByRole('button', { name: 'Page 2', exact: true }).click()
  await expect(page).toHaveURL(/page=2/)
  await app.search.focus()
  await page.keyboard.press('End')
  await page.keyboard.type('l')
  await expect(page).toHaveURL(/q=al(&|$)/)
  await page.goBack()
  await expect(page).toHaveURL(/page=2/)
  await expect(app.search).toHaveValue('a')
})

test('Enter asks at once', async ({ app, page }) => {
  await page.clock.install()
  await app.start()
  await expect(app.names).toHaveCount(10)
  await page.clock.pauseAt(Date.now() + 60_000)
  await app.search.fill('padaria')
  await expect(page).not.toHaveURL(/q=/)
  await app.search.press('Enter')
  await expect(page).toHaveURL(/q=padaria/)
})

test('a new order right after the last letter loses neither', async ({ app, page }) => {
  await app.start()
  await expect(app.names).toHaveCount(10)
  await app.search.fill('padaria')
  await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click()
  await expect(page).toHaveURL(/q=padaria/)
  await expect(page).toHaveURL(/desc=true/)
  await expect(app.search).toHaveValue('padaria')
})
