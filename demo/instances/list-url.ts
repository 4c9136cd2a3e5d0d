import { useCallback } from 'react'
import { useSearchParams } from 'react-router'
import type { ListInstancesArgs } from 'vzaps-rtk/react'

/** What can be sorted by: the server's own names. */
export const sortKeys = ['name', 'status', 'billingStatus', 'updatedAt'] as const
export type SortKey = (typeof sortKeys)[number]

/** The page sizes on offer. */
export const pageSizes = [10, 20, 50] as const

/** What the list shows, as it stands in the address: it survives a reload, and goes back and forward. */
export interface ListView {
  readonly page: number
  readonly pageSize: number
  readonly search: string
  readonly sort: SortKey
  readonly sortDesc: boolean
}

const byDefault: ListView = { page: 1, pageSize: 10, search: '', sort: 'name', sortDesc: false }

const names = {
  page: 'page',
  pageSize: 'size',
  search: 'q',
  sort: 'sort',
  sortDesc: 'desc',
} as const

/** Reads a view from the address; anything that makes no sense is the default. */
const readView = (params: URLSearchParams): ListView => {
  const page = Number(params.get(names.page))
  const pageSize = Number(params.get(names.pageSize))
  const sort = params.get(names.sort)
  return {
    page: Number.isSafeInteger(page) && page > 0 ? page : byDefault.page,
    pageSize: pageSizes.find((size) => size === pageSize) ?? byDefault.pageSize,
    search: params.get(names.search) ?? byDefault.search,
    sort: sortKeys.find((key) => key === sort) ?? byDefault.sort,
    sortDesc: params.get(names.sortDesc) === 'true',
  }
}

/** Writes the changes of a view; defaults leave the address, and what is not the view's own stays in it. */
const writeView = (params: URLSearchParams, changes: Partial<ListView>): URLSearchParams => {
  const view = { ...readView(params), ...changes }
  const next = new URLSearchParams(params)
  for (const key of Object.keys(names) as (keyof ListView)[]) {
    if (view[key] === byDefault[key]) next.delete(names[key])
    else next.set(names[key], String(view[key]))
  }
  return next
}

/** The view as the arguments of the list call. */
export const toArgs = (view: ListView): ListInstancesArgs => view

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
  return { view: readView(params), change }
}
