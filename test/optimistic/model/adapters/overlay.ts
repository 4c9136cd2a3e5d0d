import type { FailedOperation, Operation, RowNews } from 'vzaps-rtk/optimistic'
import { createSendOrder, withEntryInvalidation, withOptimisticUpdates } from 'vzaps-rtk/optimistic'
import { isToldWhole } from '../choices.ts'
import type { Client, Connect } from '../client.ts'
import type { Change, Entry, EntryData, Row } from '../todos.ts'
import type { RecipeOptions } from './recipes.ts'
import { createRecipes } from './recipes.ts'
import { createRtkStore } from './rtk-store.ts'
import { createTodoApi, mutationOf } from './todo-api.ts'

/** A client whose inside can be looked at. */
export interface OverlayClient extends Client {
  readonly options: ReturnType<typeof createRecipes>
  operations(): readonly Operation[]
  failures(): readonly FailedOperation[]
  serverValue(entry: Entry): EntryData | undefined
  /** The argument of an entry's last request. */
  argOf(entry: Entry): unknown
  aliases(): Readonly<Record<string, string>>
  /** The api's part of the state. */
  slice(): object
  /** What the slice has besides RTK Query's own. */
  extra(): object
  dismissAll(): void
}

const createOverlayApi = (hasTags: boolean, recipeOptions: RecipeOptions) => {
  const options = createRecipes(recipeOptions)
  const api = withOptimisticUpdates(createTodoApi(hasTags), options)
  return { api: hasTags ? withEntryInvalidation(api) : api, options }
}

type News = RowNews<{ Todo: Row; User: Row }>

/** What a push tells of a row: all of it where it is short, else what was changed. */
const newsOf = (change: Change, row: Row | null): News | undefined => {
  if (change.kind === 'delete') return { type: change.type, id: change.id, gone: true } as News
  if (change.kind !== 'update') return undefined
  const { type, id, patch } = change
  return (isToldWhole(change) && row ? { type, row } : { type, id, fields: patch }) as News
}

interface Inside {
  readonly overlay: { readonly operations: readonly Operation[] }
}

/** What RTK Query itself has in a slice. */
const ownKeys = new Set(['queries', 'mutations', 'provided', 'subscriptions', 'config'])

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
    const { hasVersions, usesAnswers, saysSent, drafts, byRows, tellsRows } = options
    const { api, options: recipes } = apiFor({ hasVersions, usesAnswers, drafts, byRows })
    const { util } = api
    const order = createSendOrder()
    const nextSeq = (state: unknown) => order(util.selectClock(state))
    const { store, client, entryOf } = createRtkStore(api, options, saysSent ? nextSeq : undefined)
    const failures = () => util.selectFailures(store.getState())
    return {
      ...client,
      options: recipes,
      // Of two pushes that leave between two of its ticks nothing else tells which was the later one.
      clock: () => nextSeq(store.getState()),
      tell: (change, result, asOf) => {
        const news = tellsRows && newsOf(change, result)
        store.dispatch(
          news
            ? api.util.tellRows([news], asOf === undefined ? {} : { asOf })
            : util.settle(mutationOf(change), change as never, result as never),
        )
      },
      // Those of further rows are the library's own matter; the fold is made of them, too.
      operations: () => (store.getState().todos as unknown as Inside).overlay.operations,
      failures,
      serverValue: ({ endpoint, arg }) =>
        util.selectServerValue(store.getState(), endpoint, arg as never) as EntryData | undefined,
      argOf: (entry) => entryOf(entry)?.originalArgs,
      aliases: () => util.selectAliases(store.getState()),
      slice: () => store.getState().todos,
      extra: () =>
        Object.fromEntries(
          Object.entries(store.getState().todos).filter(([key]) => !ownKeys.has(key)),
        ),
      dismissAll: () => {
        for (const { operation } of failures()) {
          store.dispatch(util.dismissFailure(operation.requestId))
        }
      },
    }
  }
}
