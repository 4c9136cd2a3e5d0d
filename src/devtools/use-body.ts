import type { ComponentType } from 'react'
import { useEffect, useState } from 'react'

/** What the dock shows, which is loaded when it is first opened. */
export type Body = ComponentType<BodyProps>

/** What the dock gives to what it shows. */
export interface BodyProps {
  readonly tab: string
  onTab(tab: string): void
}

/** Where that stands. */
export type Loaded =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly Body: Body }
  | { readonly status: 'failed'; readonly error: unknown }

/** Loads what the dock shows, once that is wanted. */
export const useBody = (load: () => Promise<Body>, isWanted: boolean) => {
  const [loaded, setLoaded] = useState<Loaded>({ status: 'loading' })
  const [tries, setTries] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try is a reason, too
  useEffect(() => {
    if (!isWanted || loaded.status === 'ready') return
    let isOver = false
    const set = (next: Loaded) => {
      if (!isOver) setLoaded(next)
    }
    load().then(
      (Body) => set({ status: 'ready', Body }),
      (error: unknown) => set({ status: 'failed', error }),
    )
    return () => {
      isOver = true
    }
  }, [load, isWanted, tries])
  const retry = () => {
    setLoaded({ status: 'loading' })
    setTries(tries + 1)
  }
  return { loaded, retry }
}
