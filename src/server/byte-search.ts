import { MIN_LENGTH, roll } from '../core/secrets/sequences.ts'

/** So much of a long text stands for it: the finder takes for a known one what agrees with so many of its characters. */
const SURE = 64

/** The filter begins with 2^18 bits, 32 KiB. */
const SIZE = 18
/** Bits of the filter for each known text: ten of them are set. */
const ROOM = 64

/** What spreads words over the filter; any two odd numbers that have little in common. */
const SPREAD = 0x9e3779b1
const OTHER_SPREAD = 0x85ebca6b

/** Bytes that count as the same: base64 has two alphabets, and forms write "+" for a blank. */
const ALIKE = ['+- ', '/_'].map((alike) => Array.from(alike, (char) => char.charCodeAt(0)))

/** Looks through whole answers for known texts, four bytes in one step. */
export interface ByteSearch {
  /** Adds a text of 8 characters or more. */
  add(text: string): void
  clear(): void
  /**
   * May one of them stand in these bytes, without escapes? Says no only when none does; a wrong yes is rare.
   */
  mayHold(bytes: Uint8Array<ArrayBuffer>): boolean
}

/** Makes an empty {@link ByteSearch}. */
export const createByteSearch = (): ByteSearch => {
  const encoder = new TextEncoder()
  /** The 8 bytes that each text ends with, by themselves as text: a beginning is often a word, such as `inst_`. */
  const ends = new Map<string, Uint8Array<ArrayBuffer>>()
  const hashes = new Set<number>()
  let size = SIZE
  let filter = new Int32Array(2 ** (size - 5))
  const four = new Uint8Array(4)
  const word = new Int32Array(four.buffer)

  const hashAt = (bytes: Uint8Array<ArrayBuffer>, from: number): number => {
    let hash = 0
    for (let at = from; at < from + MIN_LENGTH; at++) hash = roll(hash, bytes[at] as number)
    return hash
  }

  /** Where a word stands in the filter: in two places, because words that answers repeat must not be there by chance. */
  const placeOf = (word: number): number => Math.imul(word, SPREAD) >>> (32 - size)
  const otherPlaceOf = (word: number): number => Math.imul(word, OTHER_SPREAD) >>> (32 - size)

  /** Adds the four bytes in each way that counts as the same. */
  const addWord = (at = 0): void => {
    if (at === four.length) {
      for (const place of [placeOf(word[0] as number), otherPlaceOf(word[0] as number)]) {
        filter[place >> 5] = (filter[place >> 5] as number) | (1 << place)
      }
      return
    }
    const byte = four[at] as number
    for (const alike of ALIKE.find((all) => all.includes(byte)) ?? [byte]) {
      four[at] = alike
      addWord(at + 1)
    }
    four[at] = byte
  }

  const addEnd = (end: Uint8Array): void => {
    // One of the four is a word of the answer, wherever the text begins there.
    for (let from = 0; from < 4; from++) {
      four.set(end.subarray(from, from + 4))
      addWord()
    }
  }

  const begin = (bits: number): void => {
    size = bits
    filter = new Int32Array(2 ** (size - 5))
    for (const end of ends.values()) addEnd(end)
  }

  /** Does one of the ends stand where these four bytes are part of it? */
  const isEndAt = (bytes: Uint8Array<ArrayBuffer>, at: number): boolean => {
    const last = Math.min(at, bytes.length - MIN_LENGTH)
    for (let from = Math.max(0, at - 3); from <= last; from++) {
      if (hashes.has(hashAt(bytes, from))) return true
    }
    return false
  }

  return {
    add: (text) => {
      // Half a character would be other bytes.
      const sure = text.slice(0, SURE).replace(/[\ud800-\udbff]$/, '')
      const end = encoder.encode(sure).slice(-MIN_LENGTH)
      ends.set(end.join(), end)
      hashes.add(hashAt(end, 0))
      addEnd(end)
      if (ROOM * ends.size > 2 ** size) begin(size + 2)
    },
    clear: () => {
      ends.clear()
      hashes.clear()
      begin(SIZE)
    },
    mayHold: (given) => {
      if (ends.size === 0) return false
      const bytes = given.byteOffset % 4 === 0 ? given : given.slice()
      const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2)
      // Named here, because the loop is most of what searching takes.
      const bits = filter
      const shift = 32 - size
      for (let at = 0; at < words.length; at++) {
        const one = words[at] as number
        const place = Math.imul(one, SPREAD) >>> shift
        if (((bits[place >> 5] as number) & (1 << place)) === 0) continue
        const other = otherPlaceOf(one)
        if ((bits[other >> 5] as number) & (1 << other) && isEndAt(bytes, 4 * at)) return true
      }
      return false
    },
  }
}
