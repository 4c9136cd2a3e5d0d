import type { Middleware, Reducer, ThunkDispatch, UnknownAction } from '@reduxjs/toolkit'
import { configureStore } from '@reduxjs/toolkit'
import type { BaseQueryApi, BaseQueryFn } from '@reduxjs/toolkit/query'
import { describe } from 'vitest'
import { withOptimisticUpdates } from 'vzaps-rtk/optimistic'

/** What is needed of an api to put it into a store. */
interface AnyApi {
  readonly reducerPath: 'api'
  readonly reducer: Reducer
  readonly middleware: Middleware
  readonly endpoints: object
  readonly util: object
}

interface StateOf<A extends AnyApi> {
  readonly api: ReturnType<A['reducer']>
}

/** A store that holds the api, typed as `configureStore` would. */
export interface StoreOf<A extends AnyApi> {
  readonly dispatch: ThunkDispatch<StateOf<A>, unknown, UnknownAction>
  readonly getState: () => StateOf<A>
  readonly subscribe: (listener: () => void) => () => void
}

export interface MountOptions {
  /** What the slice starts from. */
  readonly preloaded?: unknown
  /** A reducer around the api's. */
  around?(slice: object, action: UnknownAction): object
}

/** An api in a store, and the actions that reached its reducer. */
export interface Mounted<A extends AnyApi> {
  readonly api: A
  readonly store: StoreOf<A>
  readonly actions: readonly UnknownAction[]
}

/** One way to use an api: what RTK Query promises holds in each of them. */
export interface Variant {
  readonly name: string
  wrap<A extends AnyApi>(api: A): A
  /** Puts the api, wrapped, into a store; each call makes another store for the same api. */
  mount<A extends AnyApi>(api: A, options?: MountOptions): Mounted<A>
}

interface Row {
  readonly id: string | number
}

const isRow = (data: unknown): data is Row =>
  typeof data === 'object' && data !== null && 'id' in data

const isRows = (data: unknown): data is Row[] => Array.isArray(data) && data.every(isRow)

const hasPages = (data: unknown): data is { pages: unknown[] } =>
  typeof data === 'object' && data !== null && 'pages' in data && Array.isArray(data.pages)

/** Rows wherever data has some: a list, the data itself, the pages of either. */
const anywhere = {
  get: (data: unknown): readonly Row[] => {
    if (isRows(data)) return data
    if (isRow(data)) return [data]
    return hasPages(data) && data.pages.every(isRows) ? data.pages.flat() : []
  },
  set: (data: unknown, rows: readonly Row[]): unknown => {
    if (isRows(data)) return rows
    if (!hasPages(data)) return rows[0] ?? data
    const byId = new Map(rows.map((row) => [row.id, row]))
    const pages = (data.pages as Row[][]).map((page) =>
      page.flatMap(({ id }) => byId.get(id) ?? []),
    )
    return { ...data, pages }
  },
}

type Wrap = <A extends AnyApi>(api: A) => A
type Injecting = { injectEndpoints(options: object): unknown }

const never = () => new Promise<never>(() => {})

const plain: Wrap = (api) => api

const withNothing: Wrap = (api) =>
  withOptimisticUpdates(api as never, { rows: {}, recipes: {} } as never) as typeof api

/** Rows, a recipe and endpoints besides those of the test. */
const withOthers: Wrap = (api) => {
  ;(api as unknown as Injecting).injectEndpoints({
    endpoints: (build: {
      query(definition: object): object
      mutation(definition: object): object
    }) => ({
      otherRows: build.query({ queryFn: never, keepUnusedDataFor: Number.POSITIVE_INFINITY }),
      changeOther: build.mutation({ queryFn: never }),
    }),
  })
  const options = {
    rows: { Other: { in: { otherRows: anywhere } } },
    recipes: {
      changeOther: {
        row: {
          type: 'Other',
          id: () => 'other',
          update: (row: Row) => ({ ...row, isChanged: true }),
        },
      },
    },
  }
  return withOptimisticUpdates(api as never, options as never) as typeof api
}

/** A row type for each query endpoint that the api has by now. */
const withRows: Wrap = (api) => {
  const queries = Object.entries(api.endpoints).filter(
    ([, endpoint]) => 'getRunningQuery' in endpoint,
  )
  const rows = Object.fromEntries(
    queries.map(([name]) => [`${name}Row`, { in: { [name]: anywhere } }]),
  )
  return withOptimisticUpdates(api as never, { rows, recipes: {} } as never) as typeof api
}

interface OtherApi {
  readonly util: { upsertQueryEntries(entries: object[]): UnknownAction }
  readonly endpoints: { changeOther: { initiate(arg: undefined, options: object): unknown } }
}

type Prepare = (api: OtherApi, dispatch: (action: unknown) => unknown) => void

/**
 * An operation that stays open, on an entry that no test looks at: nobody knows whether the server did it. It is not in
 * flight, since RTK Query itself holds delayed invalidation back for what is.
 */
const openOperation: Prepare = ({ util, endpoints }, dispatch) => {
  const entry = { endpointName: 'otherRows', arg: undefined, value: [{ id: 'other' }] }
  dispatch(util.upsertQueryEntries([entry]))
  const running = dispatch(endpoints.changeOther.initiate(undefined, { track: false }))
  ;(running as { abort(): void }).abort()
}

const surround =
  (reducer: Reducer, around: NonNullable<MountOptions['around']>): Reducer =>
  (state, action) =>
    around(reducer(state, action), action)

const createVariant = (name: string, wrapOnce: Wrap, prepare?: Prepare): Variant => {
  const wrapped = new WeakSet<object>()
  const wrap: Wrap = (api) => {
    if (wrapped.has(api)) return api
    wrapped.add(api)
    return wrapOnce(api)
  }
  const mount: Variant['mount'] = (unwrapped, { preloaded, around } = {}) => {
    const api = wrap(unwrapped)
    const actions: UnknownAction[] = []
    const record: Middleware = () => (next) => (action) => {
      actions.push(action as UnknownAction)
      return next(action)
    }
    const store = configureStore({
      reducer: { api: around ? surround(api.reducer, around) : api.reducer },
      middleware: (getDefault) =>
        getDefault({ serializableCheck: false, immutableCheck: false }).concat(
          api.middleware,
          record,
        ),
      // Whoever subscribes hears of each action at once.
      enhancers: (getDefault) => getDefault({ autoBatch: false }),
      ...(preloaded !== undefined && { preloadedState: { api: preloaded as never } }),
    })
    // RTK Query's middleware says with the first action that it is there.
    store.dispatch({ type: 'mounted' })
    prepare?.(api as unknown as OtherApi, store.dispatch as never)
    actions.length = 0
    return { api, store: store as never, actions }
  }
  return { name, wrap, mount }
}

/** Its operation is on none of the entries of a test. */
export const withOperation = createVariant(
  'wrapped, with an operation open on another entry',
  withOthers,
  openOperation,
)

const variants: readonly Variant[] = [
  createVariant('the plain api', plain),
  createVariant('wrapped, with nothing declared', withNothing),
  withOperation,
  createVariant('wrapped, with rows declared and no operation open', withRows),
]

/** Specifies a behaviour once, for each way to use an api. */
export const onEveryApi = (specify: (variant: Variant) => void): void => {
  describe.each(variants.map((variant) => [variant.name, variant] as const))(
    '%s',
    (_name, variant) => specify(variant),
  )
}

/** Lets everything that is ready happen. */
export const settled = async (): Promise<void> => {
  for (let i = 0; i < 24; i++) await Promise.resolve()
}

/** A request that waits for the test to answer it. */
export interface Waiting {
  readonly arg: unknown
  readonly context: BaseQueryApi
  readonly extraOptions: unknown
}

export type ServerQuery = BaseQueryFn<unknown, unknown, unknown, unknown, { readonly tag?: string }>

/** A server whose requests wait until the test answers them, the oldest first. */
export const createServer = () => {
  const waiting: (Waiting & { settle(result: object): void })[] = []
  const asked: unknown[] = []
  const baseQuery: ServerQuery = (arg, context, extraOptions) =>
    new Promise((resolve) => {
      asked.push(arg)
      waiting.push({ arg, context, extraOptions, settle: resolve as never })
    })
  const settle = async (result: object, at = 0): Promise<Waiting> => {
    const [request] = waiting.splice(at, 1)
    if (!request) throw new Error('nothing waits')
    request.settle(result)
    await settled()
    return request
  }
  return {
    baseQuery,
    waiting: waiting as readonly Waiting[],
    /** The argument of each request so far. */
    asked: asked as readonly unknown[],
    answer: (data: unknown, at?: number) => settle({ data, meta: { tag: 'answered' } }, at),
    fail: (error: unknown, at?: number) => settle({ error, meta: { tag: 'failed' } }, at),
  }
}

/** A server that answers each request at once, with what the test says it has by then. */
export const createInstantServer = (respond: (arg: unknown) => unknown) => {
  const asked: unknown[] = []
  const baseQuery: ServerQuery = async (arg) => {
    asked.push(arg)
    return { data: respond(arg) }
  }
  return { baseQuery, asked: asked as readonly unknown[] }
}
