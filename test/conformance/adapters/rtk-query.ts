import { promisesAreDone } from '../idle.ts'
import type { Adapter } from '../scenario.ts'
import {
  edit,
  listsOfNew,
  newRow,
  otherColumn,
  type Page,
  type Patch,
  type Row,
} from '../server.ts'
import type { Transport } from '../transport.ts'
import { removeFrom } from './pages.ts'
import { createTodoApi } from './rtk-api.ts'
import { createRtkClient, createTodoStore } from './rtk-client.ts'

/**
 * The recipe of RTK Query's documentation, "Manual Cache Updates" > "Optimistic Updates": `onQueryStarted`,
 * `updateQueryData` on every entry that shows the row (`selectCachedArgsForQuery` finds them), `undo` if the call
 * fails. Tags are invalidated either way ("Automated Re-fetching").
 */
function createOptimisticApi(transport: Transport, behavior: 'delayed' | 'immediately') {
  const api = createTodoApi(transport, { invalidationBehavior: behavior })
  const { selectCachedArgsForQuery, updateQueryData } = api.util
  type State = Parameters<typeof selectCachedArgsForQuery>[0]

  const inLists = (state: State, write: (draft: Page) => void) =>
    selectCachedArgsForQuery(state, 'list').map((list) => updateQueryData('list', list, write))

  /** The patches of every entry that may show the row. */
  const ofRow = (state: State, id: string, change: (draft: Row) => void) => {
    const inPage = ({ items }: Page) => {
      const row = items.find((each) => each.id === id)
      if (row) change(row)
    }
    return [
      ...inLists(state, inPage),
      updateQueryData('detail', id, change),
      updateQueryData('feed', undefined, ({ pages }) => pages.forEach(inPage)),
    ]
  }
  const edits = (patch: Patch) => (draft: Row) => void Object.assign(draft, edit(draft, patch))

  const removeFrom = (draft: Page, id: string) => {
    const index = draft.items.findIndex((row) => row.id === id)
    if (index < 0) return
    draft.items.splice(index, 1)
    draft.total -= 1
  }

  const addTo = (draft: Page, row: Row) => {
    draft.items.push(row)
    draft.total += 1
  }

  const placeIn = (draft: Page, row: Row) => {
    removeFrom(draft, row.id)
    addTo(draft, row)
    draft.items.sort((a, b) => (a.id < b.id ? -1 : 1))
  }

  type Patched = { undo(): void }
  const undoIfItFails = async (patches: readonly Patched[], queryFulfilled: Promise<unknown>) => {
    try {
      await queryFulfilled
    } catch {
      for (const { undo } of patches) undo()
    }
  }

  return api.enhanceEndpoints({
    endpoints: {
      update: {
        onQueryStarted({ id, patch }, { dispatch, getState, queryFulfilled }) {
          const patches = ofRow(getState(), id, edits(patch)).map((thunk) => dispatch(thunk))
          return undoIfItFails(patches, queryFulfilled)
        },
      },
      updateMany: {
        onQueryStarted({ ids, patch }, { dispatch, getState, queryFulfilled }) {
          const patches = ids.flatMap((id) =>
            ofRow(getState(), id, edits(patch)).map((thunk) => dispatch(thunk)),
          )
          return undoIfItFails(patches, queryFulfilled)
        },
      },
      vote: {
        onQueryStarted(id, { dispatch, getState, queryFulfilled }) {
          const patches = ofRow(getState(), id, (draft) => {
            draft.votes += 1
          }).map((thunk) => dispatch(thunk))
          return undoIfItFails(patches, queryFulfilled)
        },
      },
      remove: {
        onQueryStarted(id, { dispatch, getState, queryFulfilled }) {
          const patches = inLists(getState(), (draft) => removeFrom(draft, id)).map((thunk) =>
            dispatch(thunk),
          )
          return undoIfItFails(patches, queryFulfilled)
        },
      },
      removeMany: {
        onQueryStarted(ids, { dispatch, getState, queryFulfilled }) {
          const patches = inLists(getState(), (draft) => {
            for (const id of ids) removeFrom(draft, id)
          }).map((thunk) => dispatch(thunk))
          return undoIfItFails(patches, queryFulfilled)
        },
      },
      create: {
        onQueryStarted(fields, { dispatch, queryFulfilled, requestId }) {
          const patches = listsOfNew.map((list) =>
            dispatch(
              updateQueryData('list', list, (draft) => addTo(draft, newRow(requestId, fields))),
            ),
          )
          return undoIfItFails(patches, queryFulfilled)
        },
      },
      createMany: {
        onQueryStarted(all, { dispatch, queryFulfilled, requestId }) {
          const patches = listsOfNew.map((list) =>
            dispatch(
              updateQueryData('list', list, (draft) => {
                for (const [index, fields] of all.entries()) {
                  addTo(draft, newRow(`${requestId} ${index}`, fields))
                }
              }),
            ),
          )
          return undoIfItFails(patches, queryFulfilled)
        },
      },
      move: {
        onQueryStarted({ id, to }, { dispatch, getState, queryFulfilled }) {
          const from = otherColumn(to)
          const { data } = api.endpoints.list.select(from)(getState())
          const row = data?.items.find((each) => each.id === id)
          const patches = ofRow(getState(), id, edits({ column: to })).map((thunk) =>
            dispatch(thunk),
          )
          patches.push(
            dispatch(updateQueryData('list', from, (draft) => removeFrom(draft, id))),
            dispatch(
              updateQueryData('list', to, (draft) => {
                if (row) placeIn(draft, { ...row, column: to })
              }),
            ),
          )
          return undoIfItFails(patches, queryFulfilled)
        },
      },
    },
  })
}

const adapter = (library: string, behavior: 'delayed' | 'immediately'): Adapter => ({
  library,
  idle: promisesAreDone,
  packages: ['@reduxjs/toolkit'],
  cannot: ['keys', 'making', 'rows', 'saving', 'moments'],
  createClient(transport) {
    const api = createOptimisticApi(transport, behavior)
    const store = createTodoStore(api)
    const client = createRtkClient(api, store)
    // "Streaming Updates": what a socket brings is written with the same utility.
    return {
      ...client,
      push: ({ id, ...row }) => client.write(id, row),
      pushFields: client.write,
      pushGone(id) {
        for (const list of api.util.selectCachedArgsForQuery(store.getState(), 'list')) {
          store.dispatch(api.util.updateQueryData('list', list, (draft) => removeFrom(draft, [id])))
        }
      },
    }
  },
})

/** With the default `invalidationBehavior`. */
export const rtkQuery = adapter('RTK Query', 'delayed')

/** With the one that waits for no other request. */
export const rtkQueryImmediately = adapter("RTK Query, 'immediately'", 'immediately')
