import type { ComponentType, KeyboardEvent, PointerEvent } from 'react'
import { Component, useCallback, useEffect, useRef, useState } from 'react'
import type { Place } from './place.ts'
import { fitHeight, keepPlace, MAX_HEIGHT, MIN_HEIGHT, readPlace } from './place.ts'

/** What the dock shows, which is loaded when it is first opened. */
export type Body = ComponentType<BodyProps>

/** What the dock gives to what it shows. */
export interface BodyProps {
  readonly tab: string
  onTab(tab: string): void
}

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

type Loaded =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly Body: Body }
  | { readonly status: 'failed'; readonly error: unknown }

const textOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

interface FailureProps {
  readonly text: string
  readonly error: unknown
  onRetry(): void
}

const Failure = ({ text, error, onRetry }: FailureProps) => (
  <div className="note" role="alert">
    <p>
      {text} {textOf(error)}
    </p>
    <button type="button" onClick={onRetry}>
      Try again
    </button>
  </div>
)

/** What fails in here is no failure of the app, and does not take the dock away. */
class Boundary extends Component<
  { readonly children: React.ReactNode },
  { readonly error?: unknown; readonly hasFailed?: boolean }
> {
  static getDerivedStateFromError = (error: unknown) => ({ error, hasFailed: true })
  override state: { readonly error?: unknown; readonly hasFailed?: boolean } = {}
  override render() {
    return this.state.hasFailed ? (
      <Failure
        text="The developer tools failed."
        error={this.state.error}
        onRetry={() => this.setState({ hasFailed: false })}
      />
    ) : (
      this.props.children
    )
  }
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

const useBody = (load: () => Promise<Body>, isWanted: boolean) => {
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

/** The line by which the dock is made higher or lower. */
const Grip = ({ height, onHeight }: { height: number; onHeight(height: number): void }) => {
  const onKeyDown = (event: KeyboardEvent) => {
    const next = {
      ArrowUp: height + 5,
      ArrowDown: height - 5,
      Home: MIN_HEIGHT,
      End: MAX_HEIGHT,
    }[event.key]
    if (next === undefined) return
    event.preventDefault()
    onHeight(fitHeight(next))
  }
  const onPointerDown = (event: PointerEvent) => {
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
  }
  const onPointerMove = (event: PointerEvent) => {
    if (!event.currentTarget.hasPointerCapture?.(event.pointerId)) return
    onHeight(fitHeight(100 - (100 * event.clientY) / window.innerHeight))
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: no rule of a text, but one that is moved
    <div
      className="grip"
      role="separator"
      tabIndex={0}
      aria-orientation="horizontal"
      aria-label="Height of the developer tools"
      aria-valuenow={height}
      aria-valuemin={MIN_HEIGHT}
      aria-valuemax={MAX_HEIGHT}
      aria-valuetext={`${height} % of the window`}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
    />
  )
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
