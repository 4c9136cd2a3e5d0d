import { createMockGateway } from 'vzaps-rtk/mock'
import { readDials } from './dials.ts'
import { readKnobs } from './knobs.ts'
import { createMisbehaviour } from './misbehaviour.ts'

const knobs = readKnobs(window.location.search)

/** The whole backend of the playground: an account in this page's memory, gone with a reload. */
export const gateway = createMockGateway({
  ...knobs,
  // As gateways are; the address may say otherwise.
  faults: { latencyMs: [120, 350] },
  checkoutUrl: new URL(`${import.meta.env.BASE_URL}checkout`, window.location.origin).href,
})

/** What is wrong with it. The seed of what it holds is that of the chances it takes. */
export const misbehaviour = createMisbehaviour(
  gateway,
  knobs.seed,
  readDials(window.location.search),
)
