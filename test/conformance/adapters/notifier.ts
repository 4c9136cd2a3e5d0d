/** Who is told of changes. */
export interface Notifier {
  subscribe(listener: () => void): void
  notify(): void
}

/**
 * Tells listeners once of what several watchers are told in one go, as React renders once for it: libraries that tell
 * each watcher by itself are not seen half-way.
 */
export function createNotifier(): Notifier {
  const listeners = new Set<() => void>()
  let isDue = false
  return {
    subscribe: (listener) => listeners.add(listener),
    notify() {
      if (isDue) return
      isDue = true
      queueMicrotask(() => {
        isDue = false
        for (const listener of listeners) listener()
      })
    },
  }
}
