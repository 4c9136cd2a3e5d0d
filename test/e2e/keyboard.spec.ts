import type { Page } from '@playwright/test'
import { expect, test } from './support/test.ts'

/** Presses Tab until what has the focus is called this. */
const tabTo = async (page: Page, name: string) => {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab')
    const label = await page.evaluate(() => {
      const { activeElement, body } = document
      // Between the last stop and the first, nothing has the focus; the page's whole text is no name.
      if (!activeElement || activeElement === body) return
      return activeElement.getAttribute('aria-label') ?? activeElement.textContent
    })
    if (label?.includes(name)) return
  }
  throw new Error(`Tab never reached ${name}`)
}

test('from signing in to a restart, by keyboard alone', async ({ app, page }) => {
  await app.open({ rows: [{ name: 'Alpha', connected: true }] })
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
  await tabTo(page, 'Sign in')
  await page.keyboard.press('Enter')
  await expect(app.names).toHaveCount(1)
  await tabTo(page, 'Alpha')
  await page.keyboard.press('Enter')
  await expect(app.drawer.getByRole('heading', { name: 'Alpha' })).toBeVisible()
  await tabTo(page, 'Restart')
  await page.keyboard.press('Enter')
  const dialog = app.dialog('Restart the session?')
  await expect(dialog.getByRole('button', { name: 'Keep as it is' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(app.drawer).toBeVisible()
  await expect(
    app.section('WhatsApp session').getByRole('button', { name: 'Restart' }),
  ).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('button', { name: 'Keep as it is' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(dialog.getByRole('button', { name: 'Restart' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(app.row('Alpha')).toContainText('Restarting')
})

test('the focus goes back to where a drawer or a dialog was opened from', async ({ app, page }) => {
  await app.start({ rows: [{ name: 'Alpha', connected: true }] })
  await app.link('Alpha').focus()
  await page.keyboard.press('Enter')
  await expect(app.drawer).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(app.drawer).toHaveCount(0)
  await expect(app.link('Alpha')).toBeFocused()

  const menu = page.getByRole('button', { name: 'Actions of Alpha' })
  await menu.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Restart' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(app.dialog('Restart the session?')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(menu).toBeFocused()
})

test('the first stop skips to the content', async ({ app, page }) => {
  await app.open()
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
})

test('single keys are shortcuts, but not behind a dialog, and not once they are switched off', async ({
  app,
  page,
}) => {
  await app.start({ rows: [{ name: 'Alpha' }] })
  await app.openDrawer('Alpha')
  await page.keyboard.press('/')
  await page.keyboard.press('n')
  await expect(app.search).not.toBeFocused()
  await expect(app.dialog('New instance')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(app.drawer).toHaveCount(0)
  await page.keyboard.press('n')
  await expect(app.dialog('New instance').getByLabel('Name')).toHaveValue('')
  await page.keyboard.press('Escape')
  await expect(app.dialog('New instance')).toHaveCount(0)
  await page.getByRole('button', { name: /^Help/ }).click()
  await page.getByLabel('Keyboard shortcuts').uncheck()
  await page.keyboard.press('Escape')
  await expect(app.dialog('About this playground')).toHaveCount(0)
  await page.keyboard.press('/')
  await page.keyboard.press('n')
  await expect(app.search).not.toBeFocused()
  await expect(app.dialog('New instance')).toHaveCount(0)
})
