import { createMockGateway } from 'vzaps-rtk/mock'
import { readKnobs } from './knobs.ts'

const { latencyMs, ...knobs } = readKnobs(window.location.search)

/** The whole backend of the playground: an account in this page's memory, gone with a reload. */
export const gateway = createMockGateway({
  ...knobs,
  faults: { latencyMs },
  checkoutUrl: new URL(`${import.meta.env.BASE_URL}checkout`, window.location.origin).href,
})
