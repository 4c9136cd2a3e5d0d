import type { Locator, Page } from '@playwright/test'
import type { InstanceSeed } from 'vzaps-rtk/mock'

/** Where a test begins. */
export interface Start {
  /** `/instances` unless said. */
  readonly path?: string
  /** The account's rows; the 57 samples of seed 7 unless said. */
  readonly rows?: readonly InstanceSeed[]
  /** ms until the phone scans a code by itself; 50,000 unless said. */
  readonly scanMs?: number
}

/** ms that a restart and a scan take: none ends by itself while a test looks at it, only when `pass` says so. */
const lifeMs = 50_000

const addressOf = ({ path = '/instances', rows, scanMs = lifeMs }: Start): string => {
  const url = new URL(path, 'http://app')
  url.searchParams.set('latency', '0')
  url.searchParams.set('restart', String(lifeMs))
  url.searchParams.set('scan', String(scanMs))
  if (rows) url.searchParams.set('instances', '0')
  return url.pathname + url.search
}

/** In the page, before its own code: it is to stay signed in, and its gateway has these rows from the beginning. */
const beSignedIn = (seeds: readonly InstanceSeed[]): void => {
  // The mark of demo/auth/stay-signed-in.ts.
  sessionStorage.setItem('vzaps-rtk playground: stay signed in', 'yes')
  const whatItIs = { configurable: true, enumerable: true }
  Object.defineProperty(window, 'gateway', {
    ...whatItIs,
    set(gateway: Window['gateway']) {
      Object.defineProperty(window, 'gateway', { ...whatItIs, writable: true, value: gateway })
      for (const seed of seeds) gateway.instances.add(seed)
    },
  })
}

/** The playground as a user sees it, and the fake gateway behind it. */
export class App {
  constructor(readonly page: Page) {}

  /** Opens the page, without latency or a life of its own: what is tested is what happens, not how long it takes. */
  async open(start: Start = {}): Promise<void> {
    await this.page.goto(addressOf(start))
    // It comes with the account's pages, which are loaded apart.
    await this.page.waitForFunction(() => 'gateway' in window)
    await this.page.evaluate((seeds) => {
      for (const seed of seeds) window.gateway.instances.add(seed)
    }, start.rows ?? [])
  }

  /**
   * Opens the page signed in, as the help's links to other accounts do: a test that is not about the form need not go
   * through it. Later pages of the same tab are as they always are.
   */
  async start(start: Start = {}): Promise<void> {
    const once = await this.page.addInitScript(beSignedIn, start.rows ?? [])
    await this.page.goto(addressOf(start))
    await once.dispose()
    await this.page.getByRole('button', { name: 'Sign out' }).waitFor()
  }

  /** Signs in with the prefilled credentials. */
  async signIn(): Promise<void> {
    await this.page.getByRole('button', { name: 'Sign in' }).click()
    await this.page.getByRole('button', { name: 'Sign out' }).waitFor()
  }

  get search(): Locator {
    return this.page.getByRole('searchbox', { name: 'Search instances' })
  }

  /** The names in the table, in their order. */
  get names(): Locator {
    return this.page.locator('table .row-link')
  }

  /** A row of the table, or a card. */
  row(name: string): Locator {
    return this.page.locator('.row', { has: this.link(name) })
  }

  /** The name of an instance in the list. */
  link(name: string): Locator {
    return this.page.getByRole('link', { name, exact: true })
  }

  /** A row that has no page yet. */
  newRow(name: string): Locator {
    return this.page.locator('.row', { has: this.page.locator('.row-name', { hasText: name }) })
  }

  get drawer(): Locator {
    return this.page.getByRole('dialog', { name: 'Instance', exact: true })
  }

  /** A part of the drawer, by its heading. */
  section(name: string): Locator {
    return this.drawer.getByRole('region', { name })
  }

  dialog(name: string): Locator {
    return this.page.getByRole('dialog', { name })
  }

  toast(text: string): Locator {
    return this.page.getByRole('alert').filter({ hasText: text })
  }

  async openDrawer(name: string): Promise<void> {
    await this.link(name).click()
    await this.drawer.getByRole('heading', { name }).waitFor()
  }

  /** Chooses from a row's menu. */
  async choose(name: string, action: string): Promise<void> {
    await this.page.getByRole('button', { name: `Actions of ${name}` }).click()
    await this.page.getByRole('menuitem', { name: action }).click()
  }

  /** The gateway's clock jumps ahead: a restart or a pairing under way is over at the next poll. */
  pass(): Promise<void> {
    return this.page.evaluate((by) => window.gateway.advance(by), lifeMs)
  }

  /** How often the gateway heard a call. */
  sent(method: string, path: RegExp): Promise<number> {
    return this.page.evaluate(
      ({ method, source }) =>
        window.gateway.requests.filter(
          (request) => request.method === method && new RegExp(source).test(request.path),
        ).length,
      { method, source: path.source },
    )
  }

  /** Renames the instance in the open drawer. */
  async rename(name: string): Promise<void> {
    await this.drawer.getByRole('button', { name: 'Rename' }).click()
    await this.drawer.getByLabel('Name').fill(name)
    await this.page.keyboard.press('Enter')
  }

  /** Fills in the form of a new instance, and sends it. */
  async create(name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'New instance' }).click()
    await this.dialog('New instance').getByLabel('Name').fill(name)
    await this.dialog('New instance').getByRole('button', { name: 'Create' }).click()
  }

  /** Charges the card of the instance in the open drawer, and confirms it. */
  async charge(): Promise<void> {
    await this.section('Subscription').getByRole('button', { name: 'Charge the saved' }).click()
    await this.dialog('Charge the saved card?').getByRole('button', { name: 'Charge R$' }).click()
  }

  /** Charges the card, whose answer gets lost; until `faults.reset()`, nothing can be read of the instance either. */
  async loseCharge(id: string): Promise<void> {
    await this.section('Subscription').getByRole('button', { name: 'Charge the saved' }).click()
    await this.page.evaluate((id) => {
      const { gateway } = window
      const { fetch } = gateway
      // From the moment of the charge on: whether there is anything to pay is asked before it.
      gateway.fetch = async (request) => {
        if (request.url.endsWith('/subscribe')) {
          gateway.faults.set({ offline: true })
          gateway.faults.failNext({ kind: 'dropAnswer' }, { path: `/instances/${id}/subscribe` })
        }
        return fetch(request)
      }
    }, id)
    await this.dialog('Charge the saved card?').getByRole('button', { name: 'Charge R$' }).click()
  }

  /** The page to which a checkout returns, without a reload: the gateway would be another one. */
  async comeBackFromCheckout(id: string, outcome: 'paid' | 'left'): Promise<void> {
    await this.page.evaluate(
      ({ id, outcome }) => {
        const params = new URLSearchParams(window.location.search)
        params.set('checkout', outcome)
        window.history.pushState(null, '', `/instances/${id}?${params}`)
        window.dispatchEvent(new PopStateEvent('popstate'))
      },
      { id, outcome },
    )
  }

  /** A delete that can still be taken back. */
  deletion(name: string): Locator {
    return this.page.getByRole('group', { name: `Delete of ${name}` })
  }

  /** Deletes from a row's menu, without waiting for whether it is taken back. */
  async remove(name: string): Promise<void> {
    await this.choose(name, 'Delete')
    await this.deletion(name).getByRole('button', { name: 'Delete now' }).click()
  }
}
