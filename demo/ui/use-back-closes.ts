import { useId, useLayoutEffect, useRef } from 'react'
import { useLocation, useNavigate } from 'react-router'
import type { Place } from './history-gate.ts'
import { currentPlace } from './history-gate.ts'
import { useStep } from './use-step.ts'

/** What an entry of the history is besides its address. */
interface Entry {
  /** What lies open over the page there. */
  readonly layer?: string | undefined
  /** Nothing lies open any more: it shows what the entry before it shows. */
  readonly isEcho?: boolean | undefined
}

const entryAt = ({ state }: Place): Entry => (state ?? {}) as Entry

/** The current entry as it is now: what is rendered may be behind. */
const currentEntry = () => entryAt(currentPlace())

/** Writes an entry with the address of the current one. */
const useWriteEntry = () => {
  const navigate = useNavigate()
  const { pathname } = useLocation()
  return (entry: Entry, replace: boolean) =>
    navigate(
      { pathname, search: window.location.search, hash: window.location.hash },
      { state: { ...currentEntry(), ...entry }, replace, preventScrollReset: true },
    )
}

/**
 * Back closes what lies open over the page, as it leaves a page. Opening it is a step of the history, written before it
 * is seen; closing it in another way makes an echo of that step, which `useSkippedEchoes` takes together with the one
 * before it. `close` gives whether it closed: what asks first stays open.
 */
export const useBackCloses = (isOpen: boolean, close: () => boolean): void => {
  const id = useId()
  const latest = useRef<ReturnType<typeof useWriteEntry>>(undefined)
  const write = useWriteEntry()
  useLayoutEffect(() => {
    latest.current = write
  })
  useLayoutEffect(() => {
    if (!isOpen) return
    void latest.current?.({ layer: id, isEcho: undefined }, false)
    return () => {
      if (currentEntry().layer !== id) return
      void latest.current?.({ layer: undefined, isEcho: true }, true)
    }
  }, [isOpen, id])
  useStep(() => {
    if (!isOpen || currentEntry().layer === id) return
    if (!close()) void latest.current?.({ layer: id, isEcho: undefined }, false)
  })
}

/** Going back from an echo goes on to what lies before it: the step in between shows the same. For the page's shell. */
export const useSkippedEchoes = (): void => {
  const navigate = useNavigate()
  useStep((left) => {
    if (entryAt(left).isEcho && currentPlace().index === left.index - 1) void navigate(-1)
  })
}
