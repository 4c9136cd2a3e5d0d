import { createRandom } from '../random.ts'
import type { DeliveryLog } from './deliveries.ts'
import { createDeliveryLog } from './deliveries.ts'
import type { InstanceStore } from './instances.ts'
import { createInstanceStore } from './instances.ts'
import type { PaymentStore } from './payments.ts'
import { createPaymentStore } from './payments.ts'
import type { InstanceSeed } from './rows.ts'
import type { Rules } from './rules.ts'
import { createSamples } from './samples.ts'
import type { TokenStore } from './tokens.ts'
import { createTokenStore } from './tokens.ts'

/** The account's secrets as `POST /token` wants them. */
export interface Credentials {
  readonly clientToken: string
  readonly clientSecret: string
}

/** All that an account holds: what routes read and change. */
export interface Account {
  readonly credentials: Credentials
  readonly tokens: TokenStore
  readonly instances: InstanceStore
  readonly payments: PaymentStore
  readonly deliveries: DeliveryLog
  /** As they are at this moment. */
  rules(): Rules
  /** Forgets all that happened; the same ids and rows come again. */
  restart(): void
}

/** What an account is made from. */
export interface AccountParts {
  readonly seed: number
  /** How many sample instances there are, or exactly these. */
  readonly instances: number | readonly InstanceSeed[]
  /** Where the payment page is, if somebody said so. */
  readonly checkoutUrl: string | undefined
  /** The clock in epoch milliseconds. */
  now(): number
  rules(): Rules
}

/** Makes an account with its instances. */
export const createAccount = (parts: AccountParts): Account => {
  const { seed, now, rules } = parts
  // A sequence for each use: a token more must not change the ids of rows.
  const random = {
    rows: createRandom(`${seed}/rows`),
    tokens: createRandom(`${seed}/tokens`),
    payments: createRandom(`${seed}/checkouts`),
  }
  const stores = {
    tokens: createTokenStore(now, random.tokens, () => rules().tokenLifetimeMs),
    instances: createInstanceStore(now, random.rows, rules),
    payments: createPaymentStore(parts.checkoutUrl, random.payments),
    deliveries: createDeliveryLog(),
  }
  const fill = () => {
    const { instances } = parts
    const seeds =
      typeof instances === 'number' ? createSamples(instances, now(), random.rows) : instances
    for (const row of seeds) stores.instances.control.add(row)
  }
  fill()

  return {
    credentials: createCredentials(seed),
    ...stores,
    rules,
    restart: () => {
      for (const source of Object.values(random)) source.restart()
      for (const store of Object.values(stores)) store.clear()
      fill()
    },
  }
}

/** The prefixes tell a reader of a log that nothing leaked. */
const createCredentials = (seed: number): Credentials => {
  const random = createRandom(`${seed}/credentials`)
  return {
    clientToken: `mock_client_token_${random.text(32)}`,
    clientSecret: `mock_client_secret_${random.text(40)}`,
  }
}
