import { useCallback, useEffect, useRef, useState } from 'react'
import { Boundary, Failure } from './Boundary.tsx'
import { Grip } from './Grip.tsx'
import type { Place } from './place.ts'
import { keepPlace, readPlace } from './place.ts'
import type { Body } from './use-body.ts'
import { useBody } from './use-body.ts'

/** How the dock is used from outside of it. */
export interface Remote {
  /** Opens it and brings the focus there; closes it where the focus is in it. */
  toggle(): void
  close(): void
}

interface FrameProps {
  /** Under which its place is remembered. */
  readonly name: string
  /** As `aria-keyshortcuts` has it. */
  readonly shortcut: string | undefined
  load(): Promise<Body>
  connect(remote: Remote): void
}

/** How much of the window the dock covers, for what does not scroll with the page: a drawer, a dialog. */
const COVERED = '--vzaps-devtools-height'

/** Keeps as much free below the page as the dock covers, so that its end can be scrolled to. */
const usePageRoom = (height: number | undefined) => {
  useEffect(() => {
    if (height === undefined) return
    const { style } = document.body
    const before = style.paddingBottom
    style.paddingBottom = `${height}vh`
    style.setProperty(COVERED, `${height}vh`)
    return () => {
      style.paddingBottom = before
      style.removeProperty(COVERED)
    }
  }, [height])
}

const rootOf = (element: Element | null) => element?.getRootNode() as ShadowRoot | undefined

/** The button that opens the dock, and the dock. */
export const Frame = ({ name, shortcut, load, connect }: FrameProps) => {
  const [place, setPlace] = useState(() => readPlace(name))
  const change = useCallback((some: Partial<Place>) => setPlace((was) => ({ ...was, ...some })), [])
  const { isOpen, height, tab } = place
  const { loaded, retry } = useBody(load, isOpen)
  const frame = useRef<HTMLElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  /** What had the focus when the dock was opened. */
  const left = useRef<Element | null>(null)
  /** Where the focus is to go once that is there. */
  const goal = useRef<'dock' | 'back' | undefined>(undefined)
  usePageRoom(isOpen ? height : undefined)

  useEffect(() => keepPlace(name, place), [name, place])

  const isInside = useCallback(() => rootOf(frame.current)?.activeElement != null, [])
  const open = useCallback(() => {
    left.current = document.activeElement
    goal.current = 'dock'
    change({ isOpen: true })
  }, [change])
  const close = useCallback(() => {
    goal.current = isInside() ? 'back' : undefined
    change({ isOpen: false })
  }, [change, isInside])

  useEffect(() => {
    const { current } = goal
    goal.current = undefined
    if (current === 'dock' && isOpen) frame.current?.focus()
    if (current !== 'back' || isOpen) return
    const host = rootOf(opener.current)?.host
    const back = left.current
    if (back instanceof HTMLElement && back.isConnected && back !== document.body && back !== host)
      back.focus()
    else opener.current?.focus()
  }, [isOpen])

  useEffect(() => {
    connect({
      close,
      toggle: () => {
        if (!isOpen) open()
        else if (isInside()) close()
        else {
          left.current = document.activeElement
          frame.current?.focus()
        }
      },
    })
  }, [connect, close, open, isInside, isOpen])

  if (!isOpen) {
    return (
      <section className="closed" aria-label="Developer tools" ref={frame}>
        <button
          ref={opener}
          type="button"
          className="opener"
          aria-expanded={false}
          aria-keyshortcuts={shortcut}
          title={shortcut && `Open the developer tools (${shortcut})`}
          onClick={open}
        >
          Developer tools
        </button>
      </section>
    )
  }
  return (
    <section
      className="dock"
      aria-label="Developer tools"
      tabIndex={-1}
      ref={frame}
      style={{ height: `${height}vh` }}
    >
      <Grip height={height} onHeight={(next) => change({ height: next })} />
      <button
        type="button"
        className="close"
        aria-label="Close the developer tools"
        onClick={close}
      >
        <span aria-hidden="true">×</span>
      </button>
      <Boundary>
        {loaded.status === 'ready' ? (
          <loaded.Body tab={tab} onTab={(next) => change({ tab: next })} />
        ) : loaded.status === 'failed' ? (
          <Failure
            text="The developer tools could not be loaded."
            error={loaded.error}
            onRetry={retry}
          />
        ) : (
          <p className="note" role="status">
            Loading…
          </p>
        )}
      </Boundary>
    </section>
  )
}
