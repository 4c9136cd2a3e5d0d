import { createMockGateway } from 'vzaps-rtk/mock'
import type { VZapsOptions } from 'vzaps-rtk/react'
import { readDials } from './dials.ts'
import { readKnobs } from './knobs.ts'
import type { Misbehaviour } from './misbehaviour.ts'
import { createMisbehaviour } from './misbehaviour.ts'
import type { Outside } from './outside.ts'
import { createRemote } from './remote.ts'

const knobs = readKnobs(window.location.search)

const dials = readDials(window.location.search)

/** The whole backend of the playground: an account in this page's memory, gone with a reload. */
const createLocal = () => {
  const gateway = createMockGateway({
    ...knobs,
    // As gateways are; the address may say otherwise.
    faults: { latencyMs: [120, 350] },
    checkoutUrl: new URL(`${import.meta.env.BASE_URL}checkout`, window.location.origin).href,
  })
  // On purpose: the console can do more than the fault panel.
  window.gateway = gateway
  // The seed of what it holds is that of the chances it takes.
  const misbehaviour = createMisbehaviour(gateway, knobs.seed, dials)
  const connection = { platform: { fetch: misbehaviour.fetch, WebSocket: gateway.WebSocket } }
  return { gateway, misbehaviour, connection }
}

const backend: {
  readonly gateway: Outside
  readonly misbehaviour: Misbehaviour
  readonly connection: Pick<VZapsOptions, 'baseUrl' | 'platform'>
} = import.meta.env.MODE === 'relay' ? createRemote(knobs.seed, dials) : createLocal()

/** What happens outside the page; what is wrong there; how the api gets there. */
export const { gateway, misbehaviour, connection } = backend
