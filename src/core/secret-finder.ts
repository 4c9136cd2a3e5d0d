/** What stands where a secret was. */
export const REDACTED = '[REDACTED]'

/**
 * Below this length a text is no secret worth finding: a hostile row with `token: "e"` would otherwise shred every
 * message.
 */
const MIN_LENGTH = 8

/** Secrets that change with every call must not fill the memory. */
const MAX_PASSING = 1000

/** Finds and blacks out known secrets in text, in time that depends on the text and not on how many there are. */
export interface SecretFinder {
  /**
   * Learns a secret. It is found raw, escaped as in URLs, forms, JSON and HTML, and inside anything in base64. Shorter
   * than 8 characters: ignored. Of `passing` ones, in headers that change with every call, the last 1,000 stay known.
   */
  add(secret: string, kind?: 'lasting' | 'passing'): void
  has(text: string): boolean
  redact(text: string): string
  /** Also pieces of 8 characters or more, where a text was cut inside a secret; too slow for whole answers. */
  redactCut(text: string): string
  /** Forgets everything. */
  clear(): void
}

const base64 = (bytes: Uint8Array): string => {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text).replace(/=+$/, '')
}

/** What base64 makes of a secret, wherever it begins in what was encoded. */
const base64Forms = (secret: string): readonly string[] => {
  const bytes = new TextEncoder().encode(secret)
  const inside = [0, 1, 2].map((before) => {
    const shifted = new Uint8Array(before + bytes.length)
    shifted.set(bytes, before)
    // The first and the last character may hold bits of what stands around the secret.
    const end = shifted.length % 3 === 0 ? undefined : -1
    return base64(shifted).slice(before && before + 1, end)
  })
  return [base64(bytes), ...inside]
}

/** base64 has two alphabets and forms write "+" for a blank: spellings that differ in these alone are one. */
const canonical = (text: string): string =>
  /[-_ ]/.test(text) ? text.replaceAll('-', '+').replaceAll(' ', '+').replaceAll('_', '/') : text

const ESCAPES =
  /(?:%[\da-f]{2})+|\\u([\da-f]{4})|\\([^u])|&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,4}));/gi
const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
}

const charOf = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : '')

const decodeUri = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text.replace(/%([0-7].)/g, (_whole, hex: string) => charOf(Number.parseInt(hex, 16)))
  }
}

/** One layer of escapes less. */
const unescaped = (text: string): string =>
  text.replace(
    ESCAPES,
    (whole, unit?: string, char?: string, decimal?: string, hex?: string, entity?: string) => {
      if (char) return char
      if (decimal) return charOf(Number(decimal))
      if (unit ?? hex) return charOf(Number.parseInt(unit ?? hex ?? '', 16))
      return entity ? (entities[entity.toLowerCase()] ?? whole) : decodeUri(whole)
    },
  )

/** A text as it stands, and without its escapes: up to three layers of them. */
const readingsOf = (text: string): readonly string[] => {
  const readings = [text]
  for (let layer = 0, last = text; layer < 3 && /[%\\&]/.test(last); layer++) {
    last = unescaped(last)
    readings.push(last)
  }
  return readings
}

// A hash of the last four characters, rolled along the text: one array look-up rules out nearly every position.
const TABLE_SIZE = 0x10000
const roll = (hash: number, text: string, at: number): number =>
  ((hash << 4) ^ text.charCodeAt(at)) & (TABLE_SIZE - 1)

// The same of the last eight, for pieces: a bit for each of 8 million hashes.
const PIECE_BITS = 23
const rollPiece = (hash: number, text: string, at: number): number =>
  ((hash << 3) ^ text.charCodeAt(at)) & ((1 << PIECE_BITS) - 1)

/** Pieces of tokens that say what they are, and nothing else. */
const ONLY_WORDS = /^(?:client|secret|token|access|instance|session|bearer|api|key|[+/.])+$/i

interface Hit {
  readonly at: number
  readonly end: number
}

/** Makes an empty {@link SecretFinder}. */
export const createSecretFinder = (): SecretFinder => {
  const candidates = new Uint8Array(TABLE_SIZE)
  const secrets = { lasting: new Set<string>(), passing: new Set<string>() }
  const raws = new Set<string>()
  const forms = new Set<string>()
  /** How long the forms are that begin with these 8 characters. */
  const lengths = new Map<string, number[]>()
  /** Made when it is first needed: with the first error. */
  let pieces: Uint8Array | undefined

  const learn = (text: string) => {
    if (text.length < MIN_LENGTH || forms.has(text)) return
    forms.add(text)
    let hash = 0
    for (let at = 0; at < 4; at++) hash = roll(hash, text, at)
    candidates[hash] = 1
    const start = text.slice(0, MIN_LENGTH)
    const known = lengths.get(start)
    if (!known) lengths.set(start, [text.length])
    else if (!known.includes(text.length)) known.push(text.length)
  }

  const learnPieces = (known: Uint8Array, secret: string) => {
    let hash = 0
    for (let at = 0; at < secret.length; at++) {
      hash = rollPiece(hash, secret, at)
      if (at >= MIN_LENGTH - 1) known[hash >> 3] = (known[hash >> 3] ?? 0) | (1 << (hash & 7))
    }
  }

  const piecesOfAll = (): Uint8Array => {
    if (pieces) return pieces
    pieces = new Uint8Array(1 << (PIECE_BITS - 3))
    for (const raw of raws) learnPieces(pieces, raw)
    return pieces
  }

  /** How long the piece of one of these is that stands at `at`, where `indexOf` says in it. */
  const pieceAt = (
    text: string,
    at: number,
    known: Iterable<string>,
    indexOf: (secret: string, start: string) => number,
  ): number => {
    const start = text.slice(at, at + MIN_LENGTH)
    let longest = 0
    for (const secret of known) {
      const from = indexOf(secret, start)
      if (from < 0) continue
      let length = MIN_LENGTH
      while (from + length < secret.length && secret[from + length] === text[at + length]) length++
      longest = Math.max(longest, length)
    }
    return longest
  }

  /** Looks for pieces from the midst of secrets along a text: is called with each position in turn. */
  const createPieceSearch = (text: string, from: number) => {
    const known = piecesOfAll()
    let hash = 0
    let next = from
    return (end: number): Hit | undefined => {
      hash = rollPiece(hash, text, end)
      const at = end - MIN_LENGTH + 1
      if (at < next || ((known[hash >> 3] ?? 0) & (1 << (hash & 7))) === 0) return undefined
      const length = pieceAt(text, at, raws, (secret, start) => secret.indexOf(start))
      if (length === 0) return undefined
      if (!ONLY_WORDS.test(text.slice(at, at + length))) return { at, end: at + length }
      next = at + length - MIN_LENGTH + 1
      return undefined
    }
  }

  const lengthAt = (text: string, at: number, cut: boolean): number => {
    let longest = 0
    const known = lengths.get(text.slice(at, at + MIN_LENGTH))
    for (const length of known ?? []) {
      if (length > longest && forms.has(text.slice(at, at + length))) longest = length
    }
    return cut && known && longest === 0
      ? pieceAt(text, at, forms, (form, start) => (form.startsWith(start) ? 0 : -1))
      : longest
  }

  /** Where the first secret at or after `from` stands. */
  const find = (text: string, from: number, cut: boolean): Hit | undefined => {
    if (forms.size === 0 || text.length - from < MIN_LENGTH) return undefined
    const findPiece = cut ? createPieceSearch(text, from) : undefined
    let hash = 0
    for (let end = from; end < text.length; end++) {
      hash = roll(hash, text, end)
      const at = end - 3
      const length = at >= from && candidates[hash] === 1 ? lengthAt(text, at, cut) : 0
      if (length > 0) return { at, end: at + length }
      const piece = findPiece?.(end)
      if (piece) return piece
    }
    return undefined
  }

  /** A text that holds an escaped secret loses its escapes with it. */
  const redact = (text: string, cut: boolean): string => {
    for (const reading of readingsOf(text)) {
      const spelled = canonical(reading)
      let clean = ''
      let from = 0
      for (let hit = find(spelled, 0, cut); hit; hit = find(spelled, from, cut)) {
        clean += reading.slice(from, hit.at) + REDACTED
        from = hit.end
      }
      if (from > 0) return redact(clean + reading.slice(from), cut)
    }
    return text
  }

  const clear = () => {
    candidates.fill(0)
    pieces = undefined
    for (const known of [raws, forms, lengths, secrets.lasting, secrets.passing]) known.clear()
  }

  const add = (secret: string, kind: keyof typeof secrets = 'lasting'): void => {
    // What held a piece of the mark itself would be found again in every text that was blacked out.
    if (secret.length < MIN_LENGTH || /REDACTED|\[REDACTE|EDACTED\]/.test(secret)) return
    // Sets keep the order: the one that was seen last goes to the end.
    const isKnown = secrets[kind].delete(secret)
    secrets[kind].add(secret)
    if (isKnown) return
    const raw = canonical(secret)
    raws.add(raw)
    if (pieces) learnPieces(pieces, raw)
    for (const form of [raw, ...base64Forms(secret)]) learn(canonical(form))
    if (secrets.passing.size < 2 * MAX_PASSING) return
    const kept = [[...secrets.lasting], [...secrets.passing].slice(MAX_PASSING)] as const
    clear()
    for (const lasting of kept[0]) add(lasting)
    for (const passing of kept[1]) add(passing, 'passing')
  }

  return {
    add,
    has: (text) =>
      forms.size > 0 &&
      text.length >= MIN_LENGTH &&
      readingsOf(text).some((reading) => find(canonical(reading), 0, false)),
    redact: (text) => (text.length < MIN_LENGTH ? text : redact(text, false)),
    redactCut: (text) => redact(text, true),
    clear,
  }
}
