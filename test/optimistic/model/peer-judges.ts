import { createRtkQuery } from './adapters/rtk-query.ts'
import { createTanStackQuery } from './adapters/tanstack-query.ts'
import type { Client, ClientOptions } from './client.ts'
import type { Judge } from './run.ts'

/** Entries are judged one by one, and only between commands: that is more than their documentation promises anyway. */
const createPeerJudge = (connect: (options: ClientOptions) => Client): Judge => ({
  isStrict: false,
  begin: (options) => ({ client: connect(options) }),
})

/** Plain RTK Query with the optimistic update of its documentation. */
export const createRtkQueryJudge = (hasTags: boolean): Judge =>
  createPeerJudge(createRtkQuery(hasTags))

/** TanStack Query with the optimistic update of its documentation. */
export const createTanStackQueryJudge = (hasTags: boolean): Judge =>
  createPeerJudge(createTanStackQuery(hasTags))
