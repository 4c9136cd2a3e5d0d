import type { Middleware } from '@reduxjs/toolkit'
import type { VZapsRtkApi, WithUtil } from './api-types.ts'
import { deletedId } from './instances/endpoints.ts'

// What a mutation that was carried out means for what other slices show.

type Api = VZapsRtkApi<'vzaps'> & WithUtil
type StoreApi = Parameters<Middleware>[0]

/** Follows the mutations of a store: call it with each action of the api's calls, after the reducers. */
export const followOutcomes = (api: Api, store: StoreApi): ((action: object) => void) => {
  const { deleteInstance, subscribeInstance } = api.endpoints
  return (action) => {
    if (deleteInstance.matchFulfilled(action)) {
      endDetails(deletedId(action.meta.arg.originalArgs), api, store)
    }
    if (subscribeInstance.matchFulfilled(action)) {
      endFailures(action.meta.arg.originalArgs.instanceId, api, store)
    }
  }
}

/**
 * Ends the entries about a deleted instance: asked again, they get `http` 404, `code: 'deleted'` from the runtime, and
 * nothing is sent. Lists are invalidated by their tag.
 */
const endDetails = (id: string, api: Api, store: StoreApi): void => {
  const entries = api.util.selectInvalidatedBy(store.getState(), [
    { type: 'Instance', id },
    { type: 'Session', id },
    { type: 'Webhook', id },
  ])
  for (const { endpointName, originalArgs } of entries) {
    if (endpointName.startsWith('listInstance')) continue
    const endpoint = api.endpoints[endpointName as 'getInstance']
    store.dispatch(
      endpoint.initiate(originalArgs, { subscribe: false, forceRefetch: true }) as never,
    )
  }
}

/** Once a payment succeeded, failures of earlier ones are dismissed: nobody is to be offered to pay again. */
const endFailures = (instanceId: string, { util }: Api, { dispatch, getState }: StoreApi): void => {
  for (const { operation } of util.selectFailures(getState())) {
    const isIt = operation.endpointName === 'subscribeInstance' && operation.row?.id === instanceId
    if (isIt) dispatch(util.dismissFailure(operation.requestId))
  }
}
