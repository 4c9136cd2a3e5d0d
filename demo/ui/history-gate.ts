/** A place in the history of the page. */
export interface Place {
  readonly index: number
  readonly path: string
  /** What the router keeps with it, under `usr`. */
  readonly state: unknown
}

/** Is told which place a step left. Gives whether the step is to be held: nobody else hears of it, the router included. */
type Listener = (left: Place) => boolean | void

/** Where the page stands by what the browser says, rendered or not. */
export const currentPlace = (): Place => ({
  index: window.history.state?.idx ?? 0,
  path: window.location.pathname,
  state: window.history.state?.usr,
})

/**
 * Hears of each step of the history before the router, and knows where the page stands although the router renders
 * later, when the machine has time. A browser calls the window's listeners in the order in which they were added,
 * capturing or not: so the gate is there first.
 */
const createHistoryGate = () => {
  const listeners = new Set<Listener>()
  let here = currentPlace()
  const noteWrites = (method: 'pushState' | 'replaceState') => {
    const write = window.history[method].bind(window.history)
    window.history[method] = (...args) => {
      write(...args)
      here = currentPlace()
    }
  }
  return {
    /** To be called before there is a router. */
    open: () => {
      noteWrites('pushState')
      noteWrites('replaceState')
      window.addEventListener('popstate', (event) => {
        const left = here
        here = currentPlace()
        for (const listener of listeners) {
          if (listener(left)) return event.stopImmediatePropagation()
        }
      })
    },
    /** Returns the function that ends it. */
    hear: (listener: Listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}

/** The page's one. */
export const historyGate = createHistoryGate()
