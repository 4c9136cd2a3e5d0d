import { expect, type Locator } from '@playwright/test'
import type { App } from './app.ts'

/** A screen, and the way to it from the list. */
export interface Screen {
  readonly name: string
  /** It hangs on a row of the list, and ends where the window's width makes a table of the cards. */
  readonly isOnRow?: true
  /** Goes there; what it gives is seen as long as the screen is. */
  readonly show: (app: App) => Promise<Locator>
  /** Back to the list as it was, where there is such a way: then other screens can follow without another page load. */
  readonly leave?: (app: App) => Promise<void>
}

/** Closes all that is open, topmost first. */
const close = async ({ page }: App) => {
  const open = page.locator('[role=dialog]:visible, [role=menu]:visible')
  for (let left = await open.count(); left > 0; left--) {
    await page.keyboard.press('Escape')
    await expect(open).toHaveCount(left - 1)
  }
}

const throwAway = (app: App) =>
  app.dialog('Throw away what you typed?').getByRole('button', { name: 'Throw it away' }).click()

const goBack = async (app: App) => {
  await app.page.evaluate(() => window.history.back())
  await app.link('Foxtrot').waitFor()
}

/** An account with an instance in each state that looks different. */
export const rows = [
  { id: 'VZ1', name: 'Alpha', connected: true, billing_status: 'ACTIVE' },
  { id: 'VZ2', name: 'Bravo, with a name that is much too long for the space there is for it' },
  {
    id: 'VZ3',
    name: 'Charlie',
    connected: true,
    billing_status: 'ACTIVE',
    cancel_at: '2099-01-31T00:00:00Z',
  },
  { id: 'VZ4', name: 'Delta', billing_status: 'EXPIRED' },
  { id: 'VZ5', name: 'Echo', status: 'hibernating', billing_status: 'PAST_DUE' },
  { id: 'VZ6', name: 'Foxtrot', status: 'restarting' },
]

const search = (text: string) => (app: App) => app.search.fill(text)

const dialog = (row: string, action: string, title: string) => async (app: App) => {
  await app.choose(row, action)
  return app.dialog(title)
}

/** All of them but the sign-in. */
export const screens: readonly Screen[] = [
  { name: 'the list', show: async (app) => app.link('Foxtrot'), leave: async () => {} },
  {
    name: 'no match',
    show: async (app) => {
      await search('zulu')(app)
      return app.page.getByRole('heading', { name: 'Nothing matches' })
    },
    leave: async (app) => {
      await app.search.fill('')
      await app.link('Foxtrot').waitFor()
    },
  },
  {
    name: 'a failed list',
    show: async (app) => {
      await app.page.evaluate(() => window.gateway.faults.set({ status: 403 }))
      await search('a')(app)
      return app.page.getByRole('alert')
    },
  },
  {
    name: 'a row’s menu',
    isOnRow: true,
    show: async (app) => {
      await app.page.getByRole('button', { name: 'Actions of Alpha' }).click()
      return app.page.getByRole('menuitem', { name: 'Restart' })
    },
    leave: close,
  },
  {
    name: 'the drawer',
    show: async (app) => {
      await app.openDrawer('Charlie')
      await app.section('Webhook').getByLabel('Address').fill('https://example.com')
      return app.section('Webhook').getByText('Without an event')
    },
    leave: async (app) => {
      await app.page.keyboard.press('Escape')
      await throwAway(app)
      await app.drawer.waitFor({ state: 'hidden' })
    },
  },
  {
    name: 'renaming',
    show: async (app) => {
      await app.openDrawer('Alpha')
      await app.drawer.getByRole('button', { name: 'Rename' }).click()
      await app.drawer.getByLabel('Name').fill('ab')
      await app.drawer.getByRole('button', { name: 'Save', exact: true }).click()
      return app.drawer.getByText('At least 3')
    },
    leave: async (app) => {
      await app.page.keyboard.press('Escape')
      await throwAway(app)
      await close(app)
    },
  },
  {
    name: 'the create form with errors',
    show: async (app) => {
      await app.page.getByRole('button', { name: 'New instance' }).click()
      await app.dialog('New instance').getByRole('button', { name: 'Create' }).click()
      return app.page.getByText('At least 3')
    },
    leave: close,
  },
  {
    name: 'the QR code',
    show: async (app) => {
      await app.choose('Foxtrot', 'Pair a phone')
      return app.page.getByRole('img', { name: 'QR code' })
    },
    leave: close,
  },
  {
    name: 'the pair code',
    show: async (app) => {
      await app.choose('Foxtrot', 'Pair a phone')
      await app.page.getByRole('tab', { name: 'Phone number' }).click()
      await app.page.getByRole('textbox', { name: 'Phone number' }).fill('5511999999999')
      await app.page.getByRole('button', { name: 'Get a code' }).click()
      return app.page.getByText('Type this into WhatsApp')
    },
    leave: close,
  },
  { name: 'restart', show: dialog('Alpha', 'Restart', 'Restart the session?'), leave: close },
  {
    name: 'disconnect',
    show: dialog('Alpha', 'Disconnect', 'Disconnect the phone?'),
    leave: close,
  },
  {
    name: 'a delete that can be undone',
    show: async (app) => {
      await app.choose('Alpha', 'Delete')
      return app.deletion('Alpha')
    },
  },
  {
    name: 'cancel',
    show: async (app) => {
      await app.openDrawer('Alpha')
      await app.drawer.getByRole('button', { name: 'Cancel the subscription' }).click()
      return app.dialog('Cancel the subscription?')
    },
    leave: close,
  },
  {
    name: 'a failed action',
    show: async (app) => {
      await app.openDrawer('Delta')
      await app.page.evaluate(() =>
        window.gateway.faults.failNext({ kind: 'status', status: 500 }, { path: /subscribe$/ }),
      )
      await app.charge()
      return app.dialog('Charge the saved card?').getByText('The gateway has a problem')
    },
  },
  {
    name: 'a charge',
    show: async (app) => {
      await app.openDrawer('Delta')
      await app.drawer.getByRole('button', { name: 'Charge the saved card' }).click()
      return app.dialog('Charge the saved card?')
    },
    leave: close,
  },
  {
    name: 'a charge whose outcome is not known',
    show: async (app) => {
      await app.openDrawer('Delta')
      await app.loseCharge('VZ4')
      return app.dialog('Charge the saved card?').getByText('Unclear whether it was charged')
    },
  },
  {
    name: 'a payment that is awaited',
    show: async (app) => {
      await app.comeBackFromCheckout('VZ4', 'paid')
      return app.section('Subscription').getByText('A payment is under way')
    },
  },
  {
    name: 'a subscription whose payment is due',
    show: async (app) => {
      await app.openDrawer('Echo')
      return app.section('Subscription').getByText('whose payment is due')
    },
    leave: close,
  },
  {
    name: 'the checkout',
    show: async (app) => {
      await app.openDrawer('Delta')
      await app.drawer.getByRole('button', { name: 'Go to checkout' }).click()
      return app.page.getByRole('heading', { name: 'Checkout' })
    },
  },
  {
    name: 'help',
    show: async (app) => {
      await app.page.getByRole('button', { name: /^Help/ }).click()
      return app.dialog('About this playground')
    },
    leave: close,
  },
  {
    name: 'the faults',
    show: async (app) => {
      await app.page.getByRole('button', { name: /^Faults/ }).click()
      const panel = app.page.getByRole('dialog', { name: 'Faults' })
      await panel.getByLabel('A call ends in').selectOption('429, too many requests')
      return panel.getByLabel('Retry after')
    },
    leave: async (app) => {
      const panel = app.page.getByRole('dialog', { name: 'Faults' })
      await panel.getByLabel('A call ends in').selectOption('its answer')
      await panel.getByRole('button', { name: 'Close' }).click()
    },
  },
  {
    name: 'a gateway that cannot be reached',
    show: async (app) => {
      await app.link('Foxtrot').waitFor()
      await app.page.evaluate(() => window.gateway.faults.set({ offline: true }))
      await app.page.clock.runFor(16_000)
      return app.page.getByText('Gateway unreachable')
    },
  },
  {
    name: 'text that would get lost',
    show: async (app) => {
      await app.openDrawer('Alpha')
      await app.section('Webhook').getByLabel('Address').fill('https://example.com')
      await app.page.keyboard.press('Escape')
      return app.dialog('Throw away what you typed?')
    },
    leave: async (app) => {
      await throwAway(app)
      await app.drawer.waitFor({ state: 'hidden' })
    },
  },
  {
    name: 'a tooltip',
    isOnRow: true,
    show: async (app) => {
      await app.row('Alpha').getByText('Connected').hover()
      return app.page.getByRole('tooltip')
    },
    leave: async (app) => {
      await app.page.mouse.move(0, 0)
      await app.page.getByRole('tooltip').waitFor({ state: 'hidden' })
    },
  },
  {
    name: 'no such page',
    show: async (app) => {
      await app.page.evaluate(() => {
        window.history.pushState(null, '', '/nowhere')
        window.dispatchEvent(new PopStateEvent('popstate'))
      })
      return app.page.getByRole('heading', { name: 'There is no such page', level: 1 })
    },
    leave: goBack,
  },
  {
    name: 'a checkout that is closed',
    show: async (app) => {
      await app.page.evaluate(() => {
        window.history.pushState(null, '', '/checkout')
        window.dispatchEvent(new PopStateEvent('popstate'))
      })
      return app.page.getByRole('heading', { name: 'This checkout is closed', level: 1 })
    },
    leave: goBack,
  },
  {
    name: 'offline',
    show: async (app) => {
      // All that the list needs is loaded.
      await app.link('Alpha').waitFor()
      await app.page.waitForLoadState('networkidle')
      await app.page.context().setOffline(true)
      return app.page.getByText('You are offline.')
    },
  },
  {
    name: 'an instance that is not there',
    show: async (app) => {
      await app.page.evaluate(() => {
        window.history.pushState(null, '', '/instances/nowhere')
        window.dispatchEvent(new PopStateEvent('popstate'))
      })
      return app.drawer.getByText('This instance is not there')
    },
  },
]
