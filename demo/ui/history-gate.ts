type Listener = (event: PopStateEvent) => void

/** Where a step of the history can be stopped before the router takes it. */
const createHistoryGate = () => {
  let listener: Listener | undefined
  return {
    /** Before the router is there: listeners of the window are called in their order. */
    open: () => window.addEventListener('popstate', (event) => listener?.(event)),
    /** One at a time. Returns the function that ends it. */
    hear: (next: Listener) => {
      listener = next
      return () => {
        if (listener === next) listener = undefined
      }
    },
  }
}

/** The page's one. */
export const historyGate = createHistoryGate()
