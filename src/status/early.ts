/** ms after which nothing is expected any more of what happened then: the longest that a transition is fast. */
const LONGEST_MS = 60_000

/** What happened before the code was there, for the code to hear of. */
export interface Early<Hub> {
  add(use: (hub: Hub) => void): void
  /** In the order in which it happened. */
  tell(hub: Hub): void
  clear(): void
}

/** Makes the memory of it; of the last minute, for the code may never come. */
export const createEarly = <Hub>(now: () => number): Early<Hub> => {
  const kept: { readonly at: number; readonly use: (hub: Hub) => void }[] = []
  return {
    add: (use) => {
      const at = now()
      while (kept[0] && kept[0].at + LONGEST_MS < at) kept.shift()
      kept.push({ at, use })
    },
    tell: (hub) => {
      for (const { use } of kept.splice(0)) use(hub)
    },
    clear: () => {
      kept.length = 0
    },
  }
}
