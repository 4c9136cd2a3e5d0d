/** A piece of the overlay's clock smaller than between any two requests of one store (`createSendOrder`). */
const SLIVER = 2 ** -39
/** ms after which later moments are not told apart any more; then the pieces would reach the next request. */
const LONGEST = 2 ** 18
const MAX_NOTES = 2_000

/**
 * Translates between tabs: they share the time of day, and each counts requests by a clock of its own. What left in
 * another tab at some moment is put behind all that this store had seen before that moment, and before the rest.
 */
export const createTimeline = (now: () => number) => {
  let notes: { at: number; readonly seq: number }[] = []

  return {
    /** The clock says this from now on. */
    note: (seq: number): void => {
      const at = now()
      const last = notes.at(-1)
      // The clock itself stays, while requests are numbered between two of its ticks.
      if (last && seq <= last.seq && seq >= Math.floor(last.seq)) return
      // Another state was put into the store, whose clock is behind.
      if (last && seq < last.seq) notes = []
      // The user set the system's clock back.
      for (let i = notes.length - 1; i >= 0 && (notes[i]?.at ?? 0) > at; i--) {
        Object.assign(notes[i] as object, { at })
      }
      notes.push({ at, seq })
      if (notes.length > MAX_NOTES) notes = notes.slice(-MAX_NOTES / 2)
    },

    /** The overlay's clock at that moment (epoch ms). Of what happened in the same ms nobody knows which came first. */
    clockAt: (at: number): number => {
      const before = at > now() ? undefined : notes.findLast((note) => note.at < at)
      return before ? before.seq + Math.min(at - before.at, LONGEST) * SLIVER : 0
    },
  }
}

/** Translates moments into one store's clock. */
export type Timeline = ReturnType<typeof createTimeline>
