import type { Fetch } from './instances-api.ts'
import { createInstancesApi } from './instances-api.ts'

/**
 * Plain RTK Query with the recipes of its manual: `onQueryStarted` patches the cached list with `updateQueryData`, and
 * `undo` takes the patch back when the call fails; the tags ask for the list anew either way.
 */
export const createManualApi = (baseQuery: Fetch) => {
  const api = createInstancesApi(baseQuery)
  const { updateQueryData } = api.util
  return api.enhanceEndpoints({
    endpoints: {
      renameInstance: {
        async onQueryStarted({ id, name }, { dispatch, queryFulfilled }) {
          const patch = dispatch(
            updateQueryData('listInstances', undefined, (draft) => {
              const instance = draft.find((candidate) => candidate.id === id)
              if (instance) instance.name = name
            }),
          )
          try {
            await queryFulfilled
          } catch {
            patch.undo()
          }
        },
      },
      createInstance: {
        // The new row has the request's id until the server has given it one.
        async onQueryStarted(name, { dispatch, queryFulfilled, requestId }) {
          const patch = dispatch(
            updateQueryData('listInstances', undefined, (draft) => {
              draft.unshift({ id: requestId, name })
            }),
          )
          try {
            const { data } = await queryFulfilled
            dispatch(
              updateQueryData('listInstances', undefined, (draft) => {
                const index = draft.findIndex(({ id }) => id === requestId)
                if (index >= 0) draft[index] = data
              }),
            )
          } catch {
            patch.undo()
          }
        },
      },
    },
  })
}
