import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import type { ListInstancesArgs } from 'vzaps-rtk/react'
import type { Filters } from '../overview/filters.ts'
import { billings, noFilters, statuses } from '../overview/filters.ts'

/** What can be sorted by: the server's own names. */
export const sortKeys = ['name', 'status', 'billingStatus', 'updatedAt'] as const
export type SortKey = (typeof sortKeys)[number]

/** The page sizes on offer; `all` is one long table that is loaded where it is looked at. */
export const pageSizes = [10, 20, 50, 'all'] as const
export type PageSize = (typeof pageSizes)[number]

/** What the list shows, as it stands in the address: it survives a reload, and goes back and forward. */
export interface ListView extends Filters {
  readonly page: number
  readonly pageSize: PageSize
  readonly search: string
  readonly sort: SortKey
  readonly sortDesc: boolean
}

const byDefault: ListView = {
  page: 1,
  pageSize: 10,
  search: '',
  ...noFilters,
  sort: 'name',
  sortDesc: false,
}

const names = {
  page: 'page',
  pageSize: 'size',
  search: 'q',
  status: 'status',
  billing: 'billing',
  sort: 'sort',
  sortDesc: 'desc',
} as const

/** Reads a view from the address; anything that makes no sense is the default. */
const readView = (params: URLSearchParams): ListView => {
  const page = Number(params.get(names.page))
  const one = <Word extends string | number>(
    words: readonly Word[],
    name: keyof ListView,
  ): Word | undefined => words.find((word) => String(word) === params.get(names[name]))
  return {
    page: Number.isSafeInteger(page) && page > 0 ? page : byDefault.page,
    pageSize: one(pageSizes, 'pageSize') ?? byDefault.pageSize,
    search: params.get(names.search) ?? byDefault.search,
    status: one(statuses, 'status'),
    billing: one(billings, 'billing'),
    sort: one(sortKeys, 'sort') ?? byDefault.sort,
    sortDesc: params.get(names.sortDesc) === 'true',
  }
}

/** Writes the changes of a view; defaults leave the address, and what is not the view's own stays in it. */
const writeView = (params: URLSearchParams, changes: Partial<ListView>): URLSearchParams => {
  const view = { ...readView(params), ...changes }
  const next = new URLSearchParams(params)
  for (const key of Object.keys(names) as (keyof ListView)[]) {
    if (view[key] === byDefault[key] || view[key] === undefined) next.delete(names[key])
    else next.set(names[key], String(view[key]))
  }
  return next
}

/** How many rows are asked for at once where all are shown. */
export const scrolledSize = 50

/** Is only a part of the account listed? */
export const isNarrowed = ({ search, status, billing }: ListView): boolean =>
  search.trim() !== '' || status !== undefined || billing !== undefined

/** The view as the arguments of the list call. */
export const toArgs = (view: ListView): ListInstancesArgs => {
  const { page, pageSize, search, status, billing, sort, sortDesc } = view
  return {
    page,
    pageSize: pageSize === 'all' ? scrolledSize : pageSize,
    search,
    sort,
    sortDesc,
    filter: { ...(status && { status }), ...(billing && { billing_status: billing }) },
  }
}

/** What is rendered may be behind the address: nothing that was asked for since must be lost. */
const currentParams = () => new URLSearchParams(window.location.search)

/** The view as the address has it now. */
export const currentView = (): ListView => readView(currentParams())

/** Changes the view: a step of the history, unless it takes the last one's place. */
export type ChangeView = (
  changes: Partial<ListView>,
  options?: { readonly replace?: boolean },
) => void

/** The view in the address, and the way to change it. */
export const useListView = () => {
  const [params, setParams] = useSearchParams()
  const change = useCallback<ChangeView>(
    (changes, { replace = false } = {}) => {
      const now = currentParams()
      // A change other than of the page itself begins again at the first one.
      setParams(writeView(now, { page: 1, ...changes }), { replace, preventScrollReset: true })
    },
    [setParams],
  )
  // The same view while the address says the same of it: what shows it need not render for the rest.
  const view = useMemo(() => readView(params), [params])
  return { view, change }
}
