import { useEffect, useId, useRef } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { useStep } from './use-step.ts'

/** What an entry of the history is besides its address. */
interface Entry {
  /** What lies open over the page there. */
  readonly layer?: string | undefined
  /** Nothing lies open any more: it shows what the entry before it shows. */
  readonly isEcho?: boolean | undefined
}

/** The current entry as it is now: what is rendered may be behind. `usr` is where the router keeps an entry's state. */
const currentEntry = (): Entry => window.history.state?.usr ?? {}

const currentIndex = (): number => window.history.state?.idx ?? 0

/** Where in the history echoes stand. Of the window as the history is, and known before anything is rendered. */
const echoes = new Set<number>()

/** Writes an entry with the address of the current one. */
const useWriteEntry = () => {
  const navigate = useNavigate()
  const { pathname } = useLocation()
  return (entry: Entry, replace: boolean) =>
    navigate(
      { pathname, search: window.location.search, hash: window.location.hash },
      { state: { ...window.history.state?.usr, ...entry }, replace, preventScrollReset: true },
    )
}

/**
 * Back closes what lies open over the page, as it leaves a page. Opening it is a step of the history; closing it in
 * another way makes an echo of that step, which `useSkippedEchoes` takes together with the one before it. `close` gives
 * whether it closed: what asks first stays open.
 */
export const useBackCloses = (isOpen: boolean, close: () => boolean): void => {
  const id = useId()
  const latest = useRef<ReturnType<typeof useWriteEntry>>(undefined)
  const write = useWriteEntry()
  useEffect(() => {
    latest.current = write
  })
  useEffect(() => {
    if (!isOpen) return
    echoes.delete(currentIndex() + 1)
    void latest.current?.({ layer: id, isEcho: undefined }, false)
    return () => {
      if (currentEntry().layer !== id) return
      echoes.add(currentIndex())
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
  const { key } = useLocation()
  const last = useRef(0)
  const remember = () => {
    last.current = currentIndex()
    const { layer, isEcho } = currentEntry()
    // Another step stands there by now. One whose layer has just closed is about to be an echo.
    if (!isEcho && layer === undefined) echoes.delete(last.current)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step of the history is a reason
  useEffect(() => {
    // The router may render a step before the browser has written it.
    const timer = setTimeout(remember)
    return () => clearTimeout(timer)
  }, [key])
  useStep(() => {
    const left = last.current
    const isEcho = echoes.has(left)
    remember()
    if (isEcho && last.current === left - 1) void navigate(-1)
  })
}
