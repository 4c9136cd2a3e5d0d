import { configureStore } from '@reduxjs/toolkit'
import { fetchBaseQuery } from '@reduxjs/toolkit/query'
import { createMockGateway } from 'vzaps-rtk/mock'
import type { Fetch, InstancesApi } from './instances-api.ts'
import type { Move } from './moves.ts'
import { firstNames } from './names.ts'
import type { HeldCall } from './wire.ts'
import { createWire } from './wire.ts'

/** The day of the story, in epoch ms: each copy of the gateway tells the same times. */
const day = Date.UTC(2026, 0, 15)

/** The newest stands on top. */
const rows = firstNames.map((name, index) => ({
  id: `VZ${index + 1}`,
  name,
  created_at: new Date(day - (index + 1) * 3_600_000).toISOString(),
}))

/** Waits until all that is ready has run. A message's turn comes even while a test has stopped the clock. */
const turn = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })

/** A real store on a gateway of its own. */
export const createSide = async <Api extends InstancesApi>(
  createClient: (baseQuery: Fetch) => Api,
) => {
  const gateway = createMockGateway({ seed: 1, instances: rows, now: () => day })
  const wire = createWire(gateway)
  const api = createClient(
    fetchBaseQuery({
      baseUrl: 'https://api.vzaps.com',
      fetchFn: (input) => wire.fetch(input as Request),
    }) as Fetch,
  )
  const { listInstances, renameInstance, createInstance } = api.endpoints
  const store = configureStore({
    reducer: { [api.reducerPath]: api.reducer },
    middleware: (getDefault) => getDefault().concat(api.middleware),
  })
  const subscription = store.dispatch(listInstances.initiate())
  await subscription
  wire.hold()

  const selectList = listInstances.select()
  const list = () => selectList(store.getState() as never).data ?? []
  /** The changes under way, by their calls. */
  const changes = new Map<string, PromiseLike<unknown>>()

  const settle = async () => {
    await turn()
    await wire.settled()
    await turn()
  }

  const act = async (move: Move): Promise<void> => {
    switch (move.kind) {
      case 'poll':
        subscription.refetch()
        return
      case 'create': {
        const { name } = move
        changes.set(
          `create ${name}`,
          store.dispatch(createInstance.initiate(name, { track: false })),
        )
        return
      }
      case 'rename': {
        const id = list()[move.row]?.id
        if (id === undefined) return
        changes.set(
          `rename to ${move.to}`,
          store.dispatch(renameInstance.initiate({ id, name: move.to }, { track: false })),
        )
        return
      }
      case 'end': {
        const call = wire.held().find(({ id }) => id === move.call)
        if (!call) return
        const reading = store.dispatch(api.util.getRunningQueryThunk('listInstances', undefined))
        wire.end(move.call, move.verdict)
        await (call.kind === 'read' ? reading : changes.get(move.call))
      }
    }
  }

  return {
    api,
    store,
    /** Makes a move; resolves once its traces are in the store. */
    async move(move: Move): Promise<void> {
      await act(move)
      await settle()
    },
    /** The names on the screen, from top to bottom. */
    names: (): readonly string[] => list().map(({ name }) => name),
    held: (): readonly HeldCall[] => wire.held(),
  }
}

export type Side<Api extends InstancesApi> = Awaited<ReturnType<typeof createSide<Api>>>
