import { skipToken } from '@reduxjs/toolkit/query'
import { useEffect, useMemo } from 'react'
import type { InstancePage } from 'vzaps-rtk/react'
import type { ChangeView, ListView } from './list-url.ts'
import { toArgs } from './list-url.ts'
import { useKeptList } from './use-kept-list.ts'
import { useScrolled } from './use-scrolled.ts'

/** The last page there is, when the view is past it. */
const lastPageOf = (
  { page, pageSize }: ListView,
  answer: InstancePage | undefined,
): number | undefined => {
  if (pageSize === 'all' || !answer || answer.content.length > 0) return undefined
  const last = Math.ceil(answer.total / pageSize)
  return last > 0 && last < page ? last : undefined
}

/** The list of a view, live: its page, or all of it where it is scrolled. */
export const useListed = (view: ListView, change: ChangeView) => {
  const isScrolled = view.pageSize === 'all'
  const args = useMemo(() => (isScrolled ? skipToken : toArgs(view)), [view, isScrolled])
  const paged = useKeptList(args)
  const { list: inSight, scrolled } = useScrolled(view, !isScrolled)
  const list = isScrolled ? inSight : paged
  // Rows of another search stay while the next ones come, but never beside an error.
  const page = list.currentData ?? (list.isError ? undefined : list.data)
  const lastPage = lastPageOf(view, paged.currentData)
  const isPast = lastPage !== undefined
  useEffect(() => {
    // The page is no more: its last row is gone, or the address was made by hand.
    if (lastPage !== undefined) change({ page: lastPage }, { replace: true })
  }, [lastPage, change])
  return { list, page: isPast ? undefined : page, isScrolled, scrolled }
}
