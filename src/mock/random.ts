/** A source of numbers that a seed fixes for good, so that a failing run can be repeated. */
export interface Random {
  /** A number from 0 (included) to 1 (excluded). */
  next(): number
  /** A whole number from `min` to `max`, both included. */
  integer(min: number, max: number): number
  /** One of `items`, which must not be empty. */
  pick<Item>(items: readonly [Item, ...Item[]]): Item
  /** `length` characters of `alphabet`. */
  text(length: number, alphabet?: string): string
  /** Starts the same sequence again. */
  restart(): void
}

/** Digits and capitals: what an instance id is made of. */
export const upperAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** Digits and small letters: what the mock's tokens are made of. */
const lowerAlphabet = upperAlphabet.toLowerCase()

/**
 * Makes a seeded source; each use takes its own name (`'1/rows'`), so that faults never shift ids.
 */
export const createRandom = (seed: string): Random => {
  const start = hash(seed)
  let state = start
  // mulberry32: small, fast and even enough for fixtures; nothing here is a secret.
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const integer = (min: number, max: number) => min + Math.floor(next() * (max - min + 1))
  return {
    next,
    integer,
    pick: (items) => items[integer(0, items.length - 1)] ?? items[0],
    text: (length, alphabet = lowerAlphabet) =>
      Array.from({ length }, () => alphabet.charAt(integer(0, alphabet.length - 1))).join(''),
    restart: () => {
      state = start
    },
  }
}

/** FNV-1a, 32 bits. */
const hash = (text: string): number => {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  }
  return value | 0
}
