import { createCheckouts } from './checkouts.ts'
import { createFaultStore, type FaultStore } from './faults.ts'
import type { MockGatewayOptions } from './gateway.ts'
import { createInstanceStore } from './instances.ts'
import { createRandom } from './random.ts'
import type { World } from './routes/route.ts'
import { createSamples } from './samples.ts'
import { createTokenStore } from './tokens.ts'

/** Everything a gateway remembers, and the way back to its start. */
export interface GatewayState {
  readonly world: World
  readonly faults: FaultStore
  /** The value of the next `X-Request-Id`. */
  requestId(): string
  /** Forgets all that happened; the same ids and rows come again. */
  restart(): void
}

/** Makes the state that the options describe; `now` gives epoch milliseconds. */
export function createState(options: MockGatewayOptions, now: () => number): GatewayState {
  const seed = options.seed ?? 1
  // A sequence for each use: a fault that draws, or a token more, must not change the ids of rows.
  const random = {
    rows: createRandom(`${seed}/rows`),
    tokens: createRandom(`${seed}/tokens`),
    checkouts: createRandom(`${seed}/checkouts`),
    faults: createRandom(`${seed}/faults`),
    requestIds: createRandom(`${seed}/requestIds`),
  }
  const rules = { restartMs: options.restartMs ?? 3_000, autoScanMs: options.autoScanMs ?? null }
  const faults = createFaultStore(options.faults ?? {}, random.faults)
  const tokenLifetimeMs = () => faults.control.get().tokenLifetimeMs
  const checkoutUrl = options.checkoutUrl ?? 'http://127.0.0.1/checkout'
  const world: World = {
    credentials: createCredentials(seed),
    tokens: createTokenStore(now, random.tokens, tokenLifetimeMs),
    instances: createInstanceStore(now, random.rows, rules),
    checkouts: createCheckouts(checkoutUrl, random.checkouts),
    rules,
    tokenLifetimeMs,
  }

  const fill = () => {
    const { instances = 3 } = options
    const seeds =
      typeof instances === 'number' ? createSamples(instances, now(), random.rows) : instances
    for (const row of seeds) world.instances.control.add(row)
  }
  fill()

  return {
    world,
    faults,
    requestId: () => `req_${random.requestIds.text(20)}`,
    restart: () => {
      for (const source of Object.values(random)) source.restart()
      world.instances.clear()
      world.tokens.clear()
      world.checkouts.clear()
      faults.control.reset()
      fill()
    },
  }
}

/** The prefixes tell a reader of a log that nothing leaked. */
function createCredentials(seed: number): World['credentials'] {
  const random = createRandom(`${seed}/credentials`)
  return {
    clientToken: `mock_client_token_${random.text(32)}`,
    clientSecret: `mock_client_secret_${random.text(40)}`,
  }
}
