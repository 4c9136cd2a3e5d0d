import type { ReactNode } from 'react'
import { createContext, useCallback, useContext, useMemo, useState } from 'react'
import type { Instance } from 'vzaps-rtk/react'
import { RestartWatcher } from './RestartWatcher.tsx'

/** Restarts that were accepted, and have not yet been seen to end. */
export interface RestartWatchControl {
  isWatched(instanceId: string): boolean
  watch(instance: Instance): void
}

const RestartWatchContext = createContext<RestartWatchControl | undefined>(undefined)

/** The restarts under way on the page. */
export const useRestartWatch = (): RestartWatchControl => {
  const control = useContext(RestartWatchContext)
  if (!control) throw new Error('useRestartWatch needs RestartWatch above it')
  return control
}

/** Follows each restart to its end, wherever on the page it was begun. */
export const RestartWatch = ({ children }: { readonly children: ReactNode }) => {
  const [watched, setWatched] = useState<
    ReadonlyMap<string, { instance: Instance; since: number }>
  >(new Map())
  const watch = useCallback(
    (instance: Instance) =>
      setWatched((before) => new Map(before).set(instance.id, { instance, since: Date.now() })),
    [],
  )
  const end = useCallback(
    (id: string) => setWatched((before) => new Map([...before].filter(([key]) => key !== id))),
    [],
  )
  const control = useMemo<RestartWatchControl>(
    () => ({ watch, isWatched: (id) => watched.has(id) }),
    [watch, watched],
  )
  return (
    <RestartWatchContext value={control}>
      {children}
      {[...watched].map(([id, { instance, since }]) => (
        <RestartWatcher key={`${id} ${since}`} instance={instance} since={since} onEnd={end} />
      ))}
    </RestartWatchContext>
  )
}
