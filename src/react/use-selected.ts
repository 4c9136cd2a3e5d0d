import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { shallowEqual } from 'react-redux'

/** What a hook shows, and how it hears of news. */
export interface Source<T> {
  subscribe(listener: () => void): () => void
  read(): T
  readServer(): T
}

/** Selects from what a source gives, and keeps what was selected while the selection says the same. */
export const useSelected = <T, R>(source: Source<T>, select: (value: T) => R): R => {
  const last = useRef<{ readonly value: R }>(undefined)
  const [get, getServer] = useMemo(() => {
    const selecting = (from: () => T) => {
      let seen: { readonly input: T; readonly value: R } | undefined
      return () => {
        const input = from()
        if (seen && Object.is(seen.input, input)) return seen.value
        const value = select(input)
        const known = seen ?? last.current
        seen = { input, value: known && shallowEqual(known.value, value) ? known.value : value }
        return seen.value
      }
    }
    return [selecting(source.read), selecting(source.readServer)]
  }, [source, select])
  const value = useSyncExternalStore(source.subscribe, get, getServer)
  useEffect(() => {
    last.current = { value }
  }, [value])
  return value
}
