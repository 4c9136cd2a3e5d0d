/** Gives whether the step is to be held: then nobody else hears of it, the router included. */
type Listener = () => boolean | void

/**
 * Hears of each step of the history before the router, which renders at once. A browser calls the window's listeners in
 * the order in which they were added, capturing or not: so the gate is there first.
 */
const createHistoryGate = () => {
  const listeners = new Set<Listener>()
  return {
    /** To be called before there is a router. */
    open: () =>
      window.addEventListener('popstate', (event) => {
        for (const listener of listeners) {
          if (listener()) return event.stopImmediatePropagation()
        }
      }),
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
