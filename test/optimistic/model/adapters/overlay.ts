import type { Operation } from 'vzaps-rtk/optimistic'
import { createSendOrder, withEntryInvalidation, withOptimisticUpdates } from 'vzaps-rtk/optimistic'
import type { Overlay } from '../../../../src/overlay/operations/overlay.ts'
import type { OverlayReducer } from '../../../../src/overlay/reducer/reducer.ts'
import type { Client, Connect } from '../client.ts'
import type { Entry, EntryData } from '../todos.ts'
import type { RecipeOptions } from './recipes.ts'
import { createRecipes } from './recipes.ts'
import { createRtkStore, keyOf } from './rtk-store.ts'
import { createTodoApi } from './todo-api.ts'

/** A client whose inside can be looked at. */
export interface OverlayClient extends Client {
  operations(): readonly Operation[]
  /** As {@link OverlayClient.selectServerValue}, without making a selector for each look. */
  serverValue(entry: Entry): EntryData | undefined
  selectServerValue(entry: Entry): EntryData | undefined
  overlay(): Overlay
  /** How many rows the index knows. */
  indexSize(): number
  dismissAll(): void
}

const createOverlayApi = (hasTags: boolean, options: RecipeOptions) => {
  const api = withOptimisticUpdates(createTodoApi(hasTags), createRecipes(options))
  return hasTags ? withEntryInvalidation(api) : api
}

/** Makes clients of the library itself: the overlay alone, or with its own invalidation and tags. */
export const createOverlay = (hasTags: boolean): Connect<OverlayClient> => {
  const apis = new Map<string, ReturnType<typeof createOverlayApi>>()
  const apiFor = (options: RecipeOptions) => {
    const key = JSON.stringify(options)
    const api = apis.get(key) ?? createOverlayApi(hasTags, options)
    apis.set(key, api)
    return api
  }
  return (options) => {
    const { hasVersions, usesAnswers, saysSent } = options
    const api = apiFor({ hasVersions, usesAnswers })
    const { optimistic } = api
    const order = createSendOrder()
    const nextSeq = (state: unknown) => order(optimistic.selectClock(state))
    const { store, client } = createRtkStore(api, options, saysSent ? nextSeq : undefined)
    const overlay = (): Overlay =>
      (store.getState().todos as unknown as { overlay: Overlay }).overlay
    return {
      ...client,
      tell: (change, result) => {
        switch (change.kind) {
          case 'update':
            store.dispatch(optimistic.settle('updateTodo', change, result as never))
            break
          case 'delete':
            store.dispatch(optimistic.settle('deleteTodo', change, null))
            break
          case 'create':
            store.dispatch(optimistic.settle('addTodo', change, result as never))
        }
      },
      operations: () => optimistic.selectOperations(store.getState()),
      serverValue: (entry) => {
        const base = overlay().base[keyOf(entry)]
        return base ? (base.value as EntryData) : client.view(entry)
      },
      selectServerValue: (entry) =>
        'list' in entry
          ? optimistic.selectServerValue(store.getState(), 'listTodos', entry.list)
          : optimistic.selectServerValue(store.getState(), 'getTodo', entry.detail),
      overlay,
      queries: () =>
        Object.fromEntries(
          Object.entries(store.getState().todos.queries).map(([k, v]) => [k, v?.data]),
        ),
      indexSize: () =>
        (api.reducer as unknown as OverlayReducer)
          .indexOf(store.getState().todos as never)
          .rows.size(),
      dismissAll: () => {
        for (const { operation } of optimistic.selectFailures(store.getState())) {
          store.dispatch(optimistic.dismiss(operation.requestId))
        }
      },
    }
  }
}
