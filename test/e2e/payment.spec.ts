import type { Locator, Page } from '@playwright/test'
import { hold, refuse } from './support/answers.ts'
import type { App } from './support/app.ts'
import { expect, test } from './support/test.ts'

const trial = { id: 'VZ1', name: 'Alpha', billing_status: 'TRIALING' }
const subscribed = /\/instances\/VZ1\/subscribe$/

/** The subscription changes without the page: another client, or the payment's own time. */
const setBilling = (page: Page, billing_status: string) =>
  page.evaluate(
    (billing_status) => window.gateway.instances.patch('VZ1', { billing_status }),
    billing_status,
  )

/** Asks while no time passes: the next poll would see the payment first. */
const askOnceActive = async (page: Page, section: Locator) => {
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1_000))
  await setBilling(page, 'ACTIVE')
  await section.getByRole('button', { name: 'Ask again' }).click()
  await page.clock.resume()
}

test.describe('a charge', () => {
  test('is confirmed with its amount and the name, and not sent before', async ({ app }) => {
    await app.start({ rows: [trial] })
    await app.openDrawer('Alpha')
    await app.drawer.getByRole('button', { name: 'Charge the saved card' }).click()
    const dialog = app.dialog('Charge the saved card?')
    await expect(dialog).toContainText('R$ 49.90 for Alpha')
    await expect(dialog.getByRole('button', { name: 'Keep as it is' })).toBeFocused()
    await dialog.getByRole('button', { name: 'Keep as it is' }).click()
    await expect(dialog).toHaveCount(0)
    expect(await app.sent('POST', subscribed)).toBe(0)
  })

  test('of what was paid for meanwhile is not sent', async ({ app }) => {
    await app.start({ rows: [trial] })
    await app.openDrawer('Alpha')
    await app.drawer.getByRole('button', { name: 'Charge the saved card' }).click()
    const dialog = app.dialog('Charge the saved card?')
    // In one go: no poll comes in between to tell the page.
    await dialog.getByRole('button', { name: 'Charge R$' }).evaluate((button: HTMLElement) => {
      window.gateway.instances.patch('VZ1', { billing_status: 'ACTIVE' })
      button.click()
    })
    await expect(app.toast('Nothing was charged')).toBeVisible()
    await expect(dialog).toHaveCount(0)
    expect(await app.sent('POST', subscribed)).toBe(0)
  })

  test('is not sent when the gateway cannot say whether there is anything to pay', async ({
    app,
    page,
  }) => {
    await app.start({ rows: [trial] })
    await app.openDrawer('Alpha')
    await refuse(page, 'POST', /instances\/get$/, 400)
    await app.charge()
    const alert = app.dialog('Charge the saved card?').getByRole('alert')
    await expect(alert).toContainText('The gateway refused')
    await expect(alert).not.toContainText('may have been done')
    expect(await app.sent('POST', subscribed)).toBe(0)
  })

  test('is not sent when its dialog was closed before the gateway had said so', async ({
    app,
    page,
  }) => {
    await app.start({ rows: [trial] })
    await app.openDrawer('Alpha')
    const answer = await hold(page, 'POST', /instances\/get$/)
    await app.charge()
    await page.keyboard.press('Escape')
    await expect(app.dialog('Charge the saved card?')).toHaveCount(0)
    const reads = await app.sent('POST', /instances\/get$/)
    await answer()
    await expect.poll(() => app.sent('POST', /instances\/get$/)).toBeGreaterThan(reads)
    await expect(app.section('Subscription').getByRole('button', { name: 'Charge' })).toBeEnabled()
    expect(await app.sent('POST', subscribed)).toBe(0)
  })

  test('whose outcome is not known locks all that pays, until the gateway has said', async ({
    app,
    page,
  }) => {
    await app.start({ rows: [trial] })
    await app.openDrawer('Alpha')
    await app.loseCharge('VZ1')
    const dialog = app.dialog('Charge the saved card?')
    await expect(dialog).toContainText('Unclear whether it was charged')
    await expect(dialog.getByRole('button', { name: 'Charge R$' })).toBeDisabled()
    await dialog.getByRole('button', { name: 'Keep as it is' }).click()
    const section = app.section('Subscription')
    await expect(section).toContainText('Unclear whether it was charged')
    for (const name of ['Charge the saved card', 'Go to checkout', 'End the trial'])
      await expect(section.getByRole('button', { name })).toBeDisabled()
    await page.evaluate(() => window.gateway.faults.reset())
    await section.getByRole('button', { name: 'Ask again' }).click()
    await expect(section).toContainText('renews every month')
    await expect(section.getByRole('button', { name: 'Ask again' })).toHaveCount(0)
    expect(await app.sent('POST', subscribed)).toBe(1)
  })

  test('that failed leaves nothing behind that would pay later', async ({ app, page }) => {
    await page.clock.install()
    await app.start({ rows: [trial] })
    await app.openDrawer('Alpha')
    await refuse(page, 'POST', /subscribe$/, 409)
    await app.charge()
    const dialog = app.dialog('Charge the saved card?')
    await expect(dialog.getByRole('alert')).toContainText('cannot be done as things are')
    await setBilling(page, 'ACTIVE')
    await dialog.getByRole('button', { name: 'Keep as it is' }).click()
    await page.clock.runFor(16_000)
    await expect(app.section('Subscription')).toContainText('renews every month')
    await expect(page.getByRole('alert')).toHaveCount(0)
    await expect(page.getByRole('button', { name: /Retry|Charge|checkout/ })).toHaveCount(0)
  })

  test('that was accepted, and is not seen yet, locks all that pays until it is', async ({
    app,
    page,
  }) => {
    await page.clock.install()
    await app.start({ rows: [trial] })
    await app.openDrawer('Alpha')
    await page.evaluate(() => {
      const { gateway } = window
      const { fetch } = gateway
      gateway.fetch = async (request) => {
        const answer = await fetch(request)
        if (request.url.endsWith('/subscribe'))
          gateway.instances.patch('VZ1', { billing_status: 'TRIALING' })
        return answer
      }
    })
    await app.charge()
    const section = app.section('Subscription')
    await expect(section).toContainText('A payment is under way')
    await expect(section.getByRole('button', { name: 'Charge' })).toBeDisabled()
    await expect(section.getByRole('button', { name: 'Go to checkout' })).toBeDisabled()
    await askOnceActive(page, section)
    await expect(app.toast('Alpha is paid for')).toBeVisible()
    await expect(section).not.toContainText('A payment is under way')
    expect(await app.sent('POST', subscribed)).toBe(1)
  })
})

test.describe('a checkout', () => {
  const goToCheckout = async (page: Page) => {
    await page.getByRole('button', { name: 'Go to checkout' }).click()
    await expect(page.getByRole('heading', { name: 'Checkout' })).toBeVisible()
  }

  test('says what is paid for, and how much', async ({ app, page }) => {
    await app.start({ rows: [trial] })
    await app.openDrawer('Alpha')
    await goToCheckout(page)
    await expect(page.getByText('Monthly plan for Alpha')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Pay R$ 49.90' })).toBeEnabled()
  })

  test('that was left open cannot be paid once the card was charged', async ({ app, page }) => {
    await app.start({ rows: [trial] })
    await app.openDrawer('Alpha')
    await goToCheckout(page)
    await page.getByRole('link', { name: /home$/ }).click()
    await app.openDrawer('Alpha')
    await app.charge()
    await expect(app.toast('Subscribed')).toBeVisible()
    await expect(app.dialog('Charge the saved card?')).toHaveCount(0)
    await page.goBack()
    await expect(app.drawer).toHaveCount(0)
    await page.goBack()
    await expect(page.getByRole('heading', { name: 'This checkout is closed' })).toBeVisible()
    await expect(page.getByText('nothing to pay for Alpha')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Pay' })).toHaveCount(0)
  })

  test('cannot be paid while a charge is under way', async ({ app, page }) => {
    await app.start({ rows: [trial] })
    await app.openDrawer('Alpha')
    await goToCheckout(page)
    await page.getByRole('link', { name: /home$/ }).click()
    await app.openDrawer('Alpha')
    const answer = await hold(page, 'POST', /subscribe$/)
    await app.charge()
    await expect(app.drawer.getByText('Subscribing…')).toBeVisible()
    await page.goBack()
    await expect(app.dialog('Charge the saved card?')).toHaveCount(0)
    await page.goBack()
    await expect(app.drawer).toHaveCount(0)
    await page.goBack()
    await expect(page.getByRole('button', { name: 'Pay R$' })).toBeDisabled()
    await answer()
    await expect(page.getByRole('heading', { name: 'This checkout is closed' })).toBeVisible()
  })

  test('cannot be paid when it was paid for in another way meanwhile', async ({ app, page }) => {
    await app.start({ rows: [trial] })
    await app.openDrawer('Alpha')
    await goToCheckout(page)
    const pay = page.getByRole('button', { name: 'Pay R$' })
    await expect(pay).toBeEnabled()
    const changedAt = await pay.evaluate((button: HTMLElement) => {
      const { updated_at } = window.gateway.instances.patch('VZ1', {
        billing_status: 'ACTIVE',
        cancel_at: '2099-01-31T00:00:00Z',
      })
      button.click()
      return updated_at
    })
    await expect(page.getByRole('heading', { name: 'This checkout is closed' })).toBeVisible()
    expect(await page.evaluate(() => window.gateway.instances.get('VZ1')?.updated_at)).toBe(
      changedAt,
    )
  })

  for (const reducedMotion of ['reduce', 'no-preference'] as const) {
    test.describe(`with motion: ${reducedMotion}`, () => {
      test.use({ reducedMotion })

      test('that loads is not gone to when the drawer was closed', async ({ app, page }) => {
        await app.start({ rows: [trial] })
        await app.openDrawer('Alpha')
        const answer = await hold(page, 'POST', /subscribe$/)
        await app.drawer.getByRole('button', { name: 'Go to checkout' }).click()
        await app.drawer.getByRole('button', { name: 'Close the instance' }).click()
        await expect(page).toHaveURL(/\/instances\?/)
        await answer()
        await expect(app.row('Alpha')).not.toContainText('Subscribing…')
        await expect(app.drawer).toHaveCount(0)
        // Opened again, it is another visit; the way to pay is offered anew.
        await app.openDrawer('Alpha')
        await expect(app.drawer.getByRole('button', { name: 'Go to checkout' })).toBeEnabled()
        await expect(page).toHaveURL(/\/instances\/VZ1\?/)
      })
    })
  }

  test('that one comes back from, and that is not seen paid, locks all that pays', async ({
    app,
    page,
  }) => {
    await page.clock.install()
    await app.start({ rows: [trial] })
    await app.link('Alpha').waitFor()
    await app.comeBackFromCheckout('VZ1', 'paid')
    const section = app.section('Subscription')
    await expect(section).toContainText('A payment is under way')
    await expect(section.getByRole('button', { name: 'Charge' })).toBeDisabled()
    await expect(section.getByRole('button', { name: 'Go to checkout' })).toBeDisabled()
    await askOnceActive(page, section)
    await expect(app.toast('Alpha is paid for')).toBeVisible()
    await expect(section).toContainText('renews every month')
  })

  test('that one comes back from is not paid because the trial was cancelled meanwhile', async ({
    app,
    page,
  }) => {
    await page.clock.install()
    await app.start({ rows: [{ ...trial, cancel_at: '2099-01-31T00:00:00Z' }] })
    await app.link('Alpha').waitFor()
    await app.comeBackFromCheckout('VZ1', 'paid')
    const section = app.section('Subscription')
    await section.getByRole('button', { name: 'Ask again' }).click()
    await expect(section.getByRole('button', { name: 'Ask again' })).toBeEnabled()
    await expect(section).toContainText('A payment is under way')
    await expect(page.getByText('is paid for')).toHaveCount(0)
    await askOnceActive(page, section)
    await expect(app.toast('Alpha is paid for')).toBeVisible()
  })

  test('that was left, says the address; that it is paid for, says the gateway', async ({
    app,
    page,
  }) => {
    await app.start({ rows: [trial] })
    await app.link('Alpha').waitFor()
    await setBilling(page, 'ACTIVE')
    await app.comeBackFromCheckout('VZ1', 'left')
    await expect(app.toast('Alpha is paid for')).toBeVisible()
    await expect(page.getByText('Nothing was charged')).toHaveCount(0)
  })
})

test.describe('what is offered', () => {
  /** An instance in each of these states, which is its name, too. */
  const inStates = (words: readonly string[]) =>
    words.map((word, nth) => ({ ...trial, id: `VZ${nth + 1}`, name: word, billing_status: word }))

  const closeDrawer = async (app: App) => {
    await app.page.keyboard.press('Escape')
    await app.drawer.waitFor({ state: 'hidden' })
  }

  test('is no second subscription beside one that is not over', async ({ app }) => {
    const words = ['PAST_DUE', 'UNPAID', 'INCOMPLETE', 'SOMETHING_NEW']
    await app.start({ rows: inStates(words) })
    const section = app.section('Subscription')
    for (const word of words) {
      await app.openDrawer(word)
      await expect(section).toContainText(word)
      // Only the code can be looked at.
      await expect(section.getByRole('button', { name: /^(?!Show the code)/ }), word).toHaveCount(0)
      await closeDrawer(app)
    }
  })

  test('is no pairing of an instance that is not paid for', async ({ app, page }) => {
    const words = ['EXPIRED', 'PAST_DUE', 'INCOMPLETE']
    await app.start({ rows: inStates(words) })
    const section = app.section('WhatsApp session')
    for (const word of words) {
      await page.getByRole('button', { name: `Actions of ${word}` }).click()
      await expect(page.getByRole('menuitem', { name: 'Pair a phone' }), word).toBeDisabled()
      await page.keyboard.press('Escape')
      await app.openDrawer(word)
      await expect(section, word).toContainText('No phone can be paired')
      await expect(section.getByRole('button', { name: 'Pair a phone' }), word).toHaveCount(0)
      await closeDrawer(app)
    }
  })

  test('is nothing to pay while what is shown is not confirmed', async ({ app, page, context }) => {
    await app.start({ rows: [trial] })
    await app.openDrawer('Alpha')
    await expect(app.drawer.getByRole('button', { name: 'Charge' })).toBeEnabled()
    await context.setOffline(true)
    await expect(app.section('Subscription')).toContainText('not confirmed at the moment')
    await expect(app.drawer.getByRole('button', { name: 'Charge' })).toBeDisabled()
    await expect(app.drawer.getByRole('button', { name: 'Go to checkout' })).toBeDisabled()
    await context.setOffline(false)
    await expect(page.getByText('not confirmed at the moment')).toHaveCount(0)
    await expect(app.drawer.getByRole('button', { name: 'Charge' })).toBeEnabled()
  })

  test('is no second try of a resume that another client has made', async ({ app, page }) => {
    const cancelled = { billing_status: 'ACTIVE', cancel_at: '2099-01-31T00:00:00Z' }
    await page.clock.install()
    await app.start({ rows: [{ ...trial, ...cancelled }] })
    await app.openDrawer('Alpha')
    await refuse(page, 'POST', /resume/, 409)
    const section = app.section('Subscription')
    await section.getByRole('button', { name: 'Resume the subscription' }).click()
    await expect(section.getByRole('alert')).toContainText('It was not resumed')
    await page.evaluate(() => window.gateway.instances.patch('VZ1', { cancel_at: null }))
    // A page that just polled asks nothing for a focus: the next poll tells.
    await page.clock.runFor(16_000)
    await expect(section).toContainText('renews every month')
    await expect(page.getByText('was not resumed')).toHaveCount(0)
  })
})

test('a resume is told as one, and not as a new subscription', async ({ app, page }) => {
  const cancelled = { billing_status: 'ACTIVE', cancel_at: '2099-01-31T00:00:00Z' }
  await app.start({ rows: [{ ...trial, ...cancelled }] })
  await app.openDrawer('Alpha')
  await app.drawer.getByRole('button', { name: 'Resume the subscription' }).click()
  await expect(app.toast('Resumed')).toContainText('Alpha renews every month again')
  await expect(page.getByText('Subscribed')).toHaveCount(0)
})

test('a trial that goes on is told as one', async ({ app, page }) => {
  await app.start({ rows: [{ ...trial, cancel_at: '2099-01-31T00:00:00Z' }] })
  await app.openDrawer('Alpha')
  await app.drawer.getByRole('button', { name: 'Resume the subscription' }).click()
  await expect(app.toast('Resumed')).toContainText('The trial of Alpha goes on')
  await expect(page.getByText('Accepted')).toHaveCount(0)
})

test('a cancellation whose answer got lost is looked up, and not repeated', async ({
  app,
  page,
}) => {
  await app.start({ rows: [{ ...trial, billing_status: 'ACTIVE' }] })
  await app.openDrawer('Alpha')
  await page.evaluate(() =>
    window.gateway.faults.failNext({ kind: 'dropAnswer' }, { path: /cancel$/ }),
  )
  await app.drawer.getByRole('button', { name: 'Cancel the subscription' }).click()
  const dialog = app.dialog('Cancel the subscription?')
  await dialog.getByRole('button', { name: 'Cancel the subscription' }).click()
  await expect(app.toast('Alpha works until')).toBeVisible()
  await expect(dialog).toHaveCount(0)
  expect(await app.sent('PUT', /cancel$/)).toBe(1)
})
