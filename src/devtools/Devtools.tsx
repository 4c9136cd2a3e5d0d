import { useEffect, useInsertionEffect, useMemo, useRef } from 'react'
import { createRoot } from 'react-dom/client'
import { useStore } from 'react-redux'
import { isChord, readChord } from './chord.ts'
import type { Remote } from './Frame.tsx'
import { Frame } from './Frame.tsx'
import { frameStyle } from './frame-style.ts'
import { addStyle, createHost } from './host.ts'
import type { InspectableApi, InspectableVZapsApi, Inspected, InspectedStore } from './inspected.ts'
import { recordSession } from './record-session.ts'
import type { Body } from './use-body.ts'

/** What both developer tools take. */
export interface DevtoolsOptions {
  /** Shows them in production builds, too; there they are left out unless this says so. */
  readonly enabled?: boolean | undefined
  /** The keys that open and close them, such as `Ctrl+Alt+K`; `Alt+Shift+D` unless said, `false` for none. */
  readonly chord?: string | false | undefined
}

/** The props of {@link OptimisticDevtools}. */
export interface OptimisticDevtoolsProps extends DevtoolsOptions {
  readonly api: InspectableApi
}

/** The props of {@link VZapsDevtools}. */
export interface VZapsDevtoolsProps extends DevtoolsOptions {
  readonly api: InspectableVZapsApi
}

/** Puts the developer tools on the page: what hears the window's keys, and what takes them off again. */
const mount = (inspected: Inspected, store: InspectedStore, chordText: string | undefined) => {
  const chord = chordText === undefined ? undefined : readChord(chordText)
  const host = createHost()
  addStyle(host.shadow, frameStyle)
  const session = recordSession(inspected, store)
  let remote: Remote | undefined

  const onKeyDown = (event: KeyboardEvent) => {
    const isInside = event.composedPath().includes(host.element)
    const isOurs = chord !== undefined && isChord(chord, event)
    if (!isOurs && !(isInside && event.key === 'Escape')) return
    // Before any listener of the app: Escape is to close the dock, and not the dialog that it stands beside.
    event.preventDefault()
    event.stopImmediatePropagation()
    if (isOurs) remote?.toggle()
    else remote?.close()
  }
  const load = async (): Promise<Body> => {
    const { createPanel } = await import('./panel/Panel.tsx')
    return createPanel({ inspected, store, session, shadow: host.shadow })
  }
  const root = createRoot(host.container)
  root.render(
    <Frame
      name={inspected.reducerPath}
      shortcut={chordText}
      load={load}
      connect={(next) => {
        remote = next
      }}
    />,
  )
  return {
    onKeyDown,
    unmount: () => {
      session.end()
      host.remove()
      // React may be at work on the tree that this is called from.
      queueMicrotask(() => root.unmount())
    },
  }
}

const useDevtools = (
  inspected: Inspected,
  { enabled = process.env.NODE_ENV !== 'production', chord = 'Alt+Shift+D' }: DevtoolsOptions,
) => {
  const store = useStore()
  // A chord that cannot be read is told where it is written, and not later.
  useMemo(() => chord !== false && readChord(chord), [chord])
  const keys = useRef<(event: KeyboardEvent) => void>(undefined)
  // Listeners of a window are called in their order: this one comes before those that the app's effects add.
  useInsertionEffect(() => {
    if (!enabled) return
    const hear = (event: KeyboardEvent) => keys.current?.(event)
    window.addEventListener('keydown', hear, { capture: true })
    return () => window.removeEventListener('keydown', hear, { capture: true })
  }, [enabled])
  useEffect(() => {
    if (!enabled) return
    const { onKeyDown, unmount } = mount(inspected, store, chord === false ? undefined : chord)
    keys.current = onKeyDown
    return () => {
      keys.current = undefined
      unmount()
    }
  }, [inspected, store, enabled, chord])
}

/**
 * Developer tools for an api with optimistic updates (`vzaps-rtk/optimistic`): what the server said, the open operations
 * over it, and what is shown; in a dock at the bottom of the page. Stands under the store's `Provider`, and renders
 * nothing where it stands; in production builds nothing at all, unless `enabled`.
 *
 * @throws a `TypeError` for a chord that cannot be read.
 */
export const OptimisticDevtools = ({ api, ...options }: OptimisticDevtoolsProps): null => {
  useDevtools(api, options)
  return null
}

/**
 * The developer tools for an api that `createVZapsApi` made: those of {@link OptimisticDevtools}, and its requests,
 * polls and sockets.
 *
 * @throws a `TypeError` for a chord that cannot be read.
 */
export const VZapsDevtools = ({ api, ...options }: VZapsDevtoolsProps): null => {
  const inspected = useMemo((): Inspected => {
    const { reducerPath, endpoints, util } = api
    return { reducerPath, endpoints, util, vzaps: api }
  }, [api])
  useDevtools(inspected, options)
  return null
}
