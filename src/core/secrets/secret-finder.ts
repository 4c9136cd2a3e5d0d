import { createKnownTexts, type Hit } from './known-texts.ts'
import { piecesIn } from './pieces.ts'
import { MIN_LENGTH } from './sequences.ts'
import { canonical, isEscaped, readingsOf, spellingsOf } from './spellings.ts'

/** What stands where a secret was. */
export const REDACTED = '[REDACTED]'

/** Headers that change with every call must not fill the memory. */
const MAX_PASSING = 1000

/** Finds and blacks out known secrets in text, in time that depends on the text and not on how many there are. */
export interface SecretFinder {
  /**
   * Learns a secret. It is found raw, escaped as in URLs, forms, JSON and HTML, in hex, and inside anything in base64.
   * Shorter than 8 characters: ignored. Of `passing` ones, in headers that change with every call, the last 1,000 stay known.
   */
  add(secret: string, kind?: 'lasting' | 'passing'): void
  has(text: string): boolean
  redact(text: string): string
  /** Also pieces of 8 characters or more, where a text was cut inside one of its forms; too slow for whole answers. */
  redactCut(text: string): string
  /** Forgets everything. */
  clear(): void
  /** Was everything forgotten? Nothing can be taken out of a text of that time any more. */
  readonly isCleared: boolean
  /** Changes with each secret that is learned or forgotten: until then, data that was searched is not searched again. */
  readonly revision: number
}

/**
 * How often a text is searched again after something was found in it. Escapes in escapes in escapes would otherwise make
 * it a long job: what still holds a secret then is blacked out as a whole.
 */
const MAX_ROUNDS = 8

/** What else is told of each spelling that becomes known, and when all are forgotten. */
export interface Spellings {
  add(spelling: string): void
  clear(): void
}

/** Makes an empty {@link SecretFinder}. */
export const createSecretFinder = (others?: Spellings): SecretFinder => {
  const known = createKnownTexts()
  const secrets = { lasting: new Set<string>(), passing: new Set<string>() }
  let revision = 0
  let isCleared = false

  /** May a secret be in it? */
  const isSuspect = (text: string): boolean =>
    text.length >= MIN_LENGTH && (known.mayBeIn(text) || (!isEmpty() && isEscaped(text)))

  const isEmpty = () => secrets.lasting.size + secrets.passing.size === 0

  /** A text that holds an escaped secret loses its escapes with it. */
  const redact = (text: string, hitsIn: (text: string) => readonly Hit[], round = 0): string => {
    for (const reading of readingsOf(text)) {
      let clean = ''
      let from = 0
      for (const { at, end } of hitsIn(canonical(reading))) {
        clean += reading.slice(from, at) + REDACTED
        from = end
      }
      if (from === 0) continue
      return round < MAX_ROUNDS ? redact(clean + reading.slice(from), hitsIn, round + 1) : REDACTED
    }
    return text
  }

  const raw = () => [...secrets.lasting, ...secrets.passing]

  const redactWhole = (text: string) => (isSuspect(text) ? redact(text, known.findAll) : text)

  const forget = () => {
    revision += 1
    for (const all of [known, others, secrets.lasting, secrets.passing]) all?.clear()
  }

  const add = (secret: string, kind: keyof typeof secrets = 'lasting'): void => {
    // A secret that is part of the mark itself would be found again in every text that was blacked out.
    if (secret.length < MIN_LENGTH || /REDACTED|\[REDACTE|EDACTED\]/.test(secret)) return
    // Sets keep the order: the one that was seen last goes to the end.
    const isKnown = secrets[kind].delete(secret)
    secrets[kind].add(secret)
    if (isKnown) return
    revision += 1
    for (const spelling of spellingsOf(secret)) {
      known.add(spelling)
      others?.add(spelling)
    }
    if (secrets.passing.size < 2 * MAX_PASSING) return
    const kept = [[...secrets.lasting], [...secrets.passing].slice(MAX_PASSING)] as const
    forget()
    for (const lasting of kept[0]) add(lasting)
    for (const passing of kept[1]) add(passing, 'passing')
  }

  return {
    add,
    has: (text) =>
      isSuspect(text) && readingsOf(text).some((reading) => known.isIn(canonical(reading))),
    redact: redactWhole,
    redactCut: (text) =>
      isEmpty() ? text : redact(redactWhole(text), (part) => piecesIn(part, raw())),
    clear: () => {
      isCleared = true
      forget()
    },
    get isCleared() {
      return isCleared
    },
    get revision() {
      return revision
    },
  }
}
