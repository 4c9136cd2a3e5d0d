import { skipToken } from '@reduxjs/toolkit/query'
import { useCallback, useMemo, useState } from 'react'
import type { Instance } from 'vzaps-rtk/react'
import type { ListView } from './list-url.ts'
import { scrolledSize, toArgs } from './list-url.ts'
import { useKeptList } from './use-kept-list.ts'

/** All rows of a view, of which those are known that are looked at. */
export interface Scrolled {
  readonly total: number
  rowAt(index: number): Instance | undefined
  /** What is in sight now. */
  look(first: number, last: number): void
}

/** The page in sight, and the one that is entered next. */
const pagesFor = (first: number, last: number): readonly [number, number] => {
  const middle = (first + last) / 2 / scrolledSize
  const page = Math.floor(middle) + 1
  const neighbour = middle % 1 < 0.5 && page > 1 ? page - 1 : page + 1
  return [page, neighbour]
}

/** A page of a view, as the list call takes it. */
const useArgs = (view: ListView, page: number | undefined) =>
  useMemo(() => (page === undefined ? skipToken : { ...toArgs(view), page }), [view, page])

/** The list of a view that is scrolled: live in the two pages around what is looked at. */
export const useScrolled = (view: ListView, isSkipped: boolean) => {
  const [[page, neighbour], setPages] = useState(pagesFor(0, 0))
  const [known, setKnown] = useState(0)
  const here = useKeptList(useArgs(view, isSkipped ? undefined : page))
  const isThere = neighbour <= Math.ceil(known / scrolledSize)
  const there = useKeptList(useArgs(view, isSkipped || !isThere ? undefined : neighbour))
  const total = here.currentData?.total ?? there.currentData?.total ?? here.data?.total
  if (total !== undefined && total !== known) setKnown(total)
  const look = useCallback((first: number, last: number) => {
    const next = pagesFor(first, last)
    setPages((before) => (before[0] === next[0] && before[1] === next[1] ? before : next))
  }, [])
  const rowAt = (index: number): Instance | undefined => {
    const wanted = Math.floor(index / scrolledSize) + 1
    const list = wanted === page ? here : wanted === neighbour ? there : undefined
    // Rows of another search stay where they are until those that are wanted come.
    const known = list?.currentData ?? (list?.data?.page === wanted ? list.data : undefined)
    return known?.content[index % scrolledSize]
  }
  return { list: here, scrolled: { total: total ?? 0, rowAt, look } }
}
