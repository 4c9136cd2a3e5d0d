import { promisesAreDone } from '../idle.ts'
import type { Adapter } from '../scenario.ts'
import { edit, type Page, type Patch } from '../server.ts'
import type { Transport } from '../transport.ts'
import { createTodoApi } from './rtk-api.ts'
import { createRtkClient, createTodoStore } from './rtk-client.ts'

/**
 * The recipe of RTK Query's documentation, "Manual Cache Updates" > "Optimistic Updates": `onQueryStarted`,
 * `updateQueryData` on every entry that shows the row (`selectCachedArgsForQuery` finds them), `undo` if the call
 * fails. Tags are invalidated either way ("Automated Re-fetching").
 */
function createOptimisticApi(transport: Transport, behavior: 'delayed' | 'immediately') {
  const api = createTodoApi(transport, behavior)
  const { selectCachedArgsForQuery, updateQueryData } = api.util
  type State = Parameters<typeof selectCachedArgsForQuery>[0]

  const inLists = (state: State, write: (draft: Page) => void) =>
    selectCachedArgsForQuery(state, 'list').map((list) => updateQueryData('list', list, write))

  const updateIn = (draft: Page, id: string, patch: Patch) => {
    const row = draft.items.find((each) => each.id === id)
    if (row) Object.assign(row, edit(row, patch))
  }

  const removeFrom = (draft: Page, id: string) => {
    const index = draft.items.findIndex((row) => row.id === id)
    if (index < 0) return
    draft.items.splice(index, 1)
    draft.total -= 1
  }

  return api.enhanceEndpoints({
    endpoints: {
      update: {
        async onQueryStarted({ id, patch }, { dispatch, getState, queryFulfilled }) {
          const patches = [
            ...inLists(getState(), (draft) => updateIn(draft, id, patch)).map((patch) =>
              dispatch(patch),
            ),
            dispatch(
              updateQueryData('detail', id, (draft) => {
                Object.assign(draft, edit(draft, patch))
              }),
            ),
            dispatch(
              updateQueryData('feed', undefined, (draft) => {
                for (const page of draft.pages) updateIn(page, id, patch)
              }),
            ),
          ]
          try {
            await queryFulfilled
          } catch {
            for (const { undo } of patches) undo()
          }
        },
      },
      remove: {
        async onQueryStarted(id, { dispatch, getState, queryFulfilled }) {
          const patches = inLists(getState(), (draft) => removeFrom(draft, id)).map((patch) =>
            dispatch(patch),
          )
          try {
            await queryFulfilled
          } catch {
            for (const { undo } of patches) undo()
          }
        },
      },
      create: {
        async onQueryStarted(fields, { dispatch, queryFulfilled, requestId }) {
          const patch = dispatch(
            updateQueryData('list', 'all', (draft) => {
              draft.items.push({ id: requestId, name: '', note: '', ...fields })
              draft.total += 1
            }),
          )
          try {
            await queryFulfilled
          } catch {
            patch.undo()
          }
        },
      },
    },
  })
}

const adapter = (library: string, behavior: 'delayed' | 'immediately'): Adapter => ({
  library,
  idle: promisesAreDone,
  packages: ['@reduxjs/toolkit'],
  cannot: ['keys'],
  createClient(transport) {
    const api = createOptimisticApi(transport, behavior)
    const client = createRtkClient(api, createTodoStore(api))
    // "Streaming Updates": what a socket brings is written with the same utility.
    return { ...client, push: ({ id, ...row }) => client.write(id, row) }
  },
})

/** With the default `invalidationBehavior`. */
export const rtkQuery = adapter('RTK Query', 'delayed')

/** With the one that waits for no other request. */
export const rtkQueryImmediately = adapter("RTK Query, 'immediately'", 'immediately')
