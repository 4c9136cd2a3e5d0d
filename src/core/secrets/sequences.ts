/**
 * Below this length a text is no secret worth finding: a hostile row with `token: "e"` would otherwise shred every
 * message.
 */
export const MIN_LENGTH = 8

/**
 * A hash of the last 8 characters, rolled along the text: of what stands before them nothing is left in its 32 bits. "-",
 * "_" and blanks count as in `canonical`.
 */
export const roll = (hash: number, code: number): number =>
  (hash << 4) ^ (code === 45 || code === 32 ? 43 : code === 95 ? 47 : code)

/** A set of sequences of 8 characters, as a filter of hashes in 2^`size` bits: it may say yes wrongly, and never no. */
export const createSequences = (size: number) => {
  const bits = new Int32Array(2 ** (size - 5))
  /** The hash's bits, mixed, say which of the bits it is. */
  const placeOf = (hash: number) => Math.imul(hash, 0x9e3779b1) >>> (32 - size)
  return {
    clear: () => bits.fill(0),
    /** Adds every sequence of a text. */
    add: (text: string) => {
      let hash = 0
      for (let at = 0; at < text.length; at++) {
        hash = roll(hash, text.charCodeAt(at))
        const place = placeOf(hash)
        if (at >= MIN_LENGTH - 1) bits[place >> 5] = (bits[place >> 5] as number) | (1 << place)
      }
    },
    /** Where a sequence may stand, at or after `from`; -1 when there is none. */
    find: (text: string, from: number): number => {
      let hash = 0
      for (let at = from; at < text.length; at++) {
        hash = roll(hash, text.charCodeAt(at))
        if (at - from < MIN_LENGTH - 1) continue
        const place = placeOf(hash)
        if ((bits[place >> 5] as number) & (1 << place)) return at - MIN_LENGTH + 1
      }
      return -1
    },
  }
}
