/** What stands where a secret was. */
export const REDACTED = '[REDACTED]'

/**
 * Below this length a text is no secret worth finding: a hostile row with `token: "e"` would otherwise shred every
 * message.
 */
const MIN_LENGTH = 8

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
  /** Changes with each secret that is learned or forgotten: until then, data that was searched is not searched again. */
  readonly revision: number
}

const base64 = (bytes: Uint8Array): string => {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text).replace(/=+$/, '')
}

/** A secret in base64, at each of the three offsets that it may have within a longer text, and in hex. */
const encodedForms = (secret: string): readonly string[] => {
  const bytes = new TextEncoder().encode(secret)
  let hex = ''
  for (const byte of bytes) hex += (256 + byte).toString(16).slice(1)
  const inside = [0, 1, 2].map((before) => {
    const shifted = new Uint8Array(before + bytes.length)
    shifted.set(bytes, before)
    // The first and the last character may hold bits of what stands around the secret.
    const end = shifted.length % 3 === 0 ? undefined : -1
    return base64(shifted).slice(before && before + 1, end)
  })
  return [base64(bytes), ...inside, hex, hex.toUpperCase()]
}

/** base64 has two alphabets and forms write "+" for a blank: spellings that differ in these alone are one. */
const canonical = (text: string): string =>
  /[-_ ]/.test(text) ? text.replaceAll('-', '+').replaceAll(' ', '+').replaceAll('_', '/') : text

const ESCAPES =
  /(?:%|\\x)([0-7][\da-f])|[%\\]u([\da-f]{4})|(?:&#x|\\u\{)([\da-f]{1,5})[;}]|&#(\d{1,6});|&(amp|lt|gt|quot|apos|sol|plus|equals);|\\([^ux])/gi
const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  sol: '/',
  plus: '+',
  equals: '=',
}

/** The text with one layer of escapes undone. */
const unescaped = (text: string): string =>
  text.replace(ESCAPES, (_whole, ...[byte, unit, hex, decimal, entity, char]: string[]) => {
    const code = byte ?? unit ?? hex
    if (code ?? decimal)
      return String.fromCodePoint(code ? Number.parseInt(code, 16) : Number(decimal))
    return char ?? entities[entity?.toLowerCase() ?? ''] ?? ''
  })

/** A text as it stands, and without its escapes: up to three layers of them. */
const readingsOf = (text: string): readonly string[] => {
  const readings = [text]
  for (let layer = 0, last = text; layer < 3 && /[%\\&]/.test(last); layer++) {
    last = unescaped(last)
    readings.push(last)
  }
  return readings
}

/**
 * A hash of the last 8 characters, rolled along the text: of what stands before them nothing is left in its 32 bits. "-",
 * "_" and blanks count as in {@link canonical}.
 */
const roll = (hash: number, code: number): number =>
  (hash << 4) ^ (code === 45 || code === 32 ? 43 : code === 95 ? 47 : code)

/** A set of sequences of 8 characters, as a filter of hashes in 2^`size` bits: it may say yes wrongly, and never no. */
const createSequences = (size: number) => {
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

/** Pieces of a token that are only words, such as `client_token_`: no secret. */
const ONLY_WORDS = /^(?:client|secret|token|access|instance|session|bearer|api|key|[+/.])+$/i

interface Hit {
  readonly at: number
  readonly end: number
}

/** Makes an empty {@link SecretFinder}. */
export const createSecretFinder = (): SecretFinder => {
  /** What secrets begin with, in each of their forms. */
  const beginnings = createSequences(19)
  let revision = 0
  const secrets = { lasting: new Set<string>(), passing: new Set<string>() }
  const forms = new Set<string>()
  /** How long the forms are that begin with these 8 characters. */
  const lengths = new Map<string, number[]>()

  const learn = (text: string) => {
    if (text.length < MIN_LENGTH || forms.has(text)) return
    forms.add(text)
    const start = text.slice(0, MIN_LENGTH)
    beginnings.add(start)
    const known = lengths.get(start) ?? []
    if (!known.includes(text.length)) lengths.set(start, [...known, text.length])
  }

  /** Where the first secret at or after `from` stands: the longest one there. */
  const find = (text: string, from: number): Hit | undefined => {
    for (let at = beginnings.find(text, from); at >= 0; at = beginnings.find(text, at + 1)) {
      const known = lengths.get(text.slice(at, at + MIN_LENGTH)) ?? []
      const found = known.filter((length) => forms.has(text.slice(at, at + length)))
      if (found.length > 0) return { at, end: at + Math.max(...found) }
    }
    return undefined
  }

  const secretsIn = (text: string): readonly Hit[] => {
    const hits: Hit[] = []
    for (let hit = find(text, 0); hit; hit = find(text, hit.end)) hits.push(hit)
    return hits
  }

  const piecesIn = (text: string): readonly Hit[] => {
    if (forms.size === 0 || text.length < MIN_LENGTH) return []
    const sequences = createSequences(16)
    sequences.add(text)
    const left = new Set<string>()
    for (let at = 0; at < text.length; at++) left.add(text.slice(at, at + MIN_LENGTH))
    const isPiece = new Uint8Array(text.length)
    const mark = (piece: string) => {
      for (let at = text.indexOf(piece); at >= 0; at = text.indexOf(piece, at + 1)) {
        isPiece.fill(1, at, at + MIN_LENGTH)
      }
    }
    for (const form of forms) {
      for (let at = sequences.find(form, 0); at >= 0; at = sequences.find(form, at + 1)) {
        const piece = form.slice(at, at + MIN_LENGTH)
        // Each only once, however many forms share it.
        if (left.delete(piece)) mark(piece)
      }
    }
    return [...isPiece.join('').matchAll(/1+/g)]
      .map(({ index, 0: { length } }) => ({ at: index, end: index + length }))
      .filter(({ at, end }) => !ONLY_WORDS.test(text.slice(at, end)))
  }

  /** May a secret be in it? A quick check, which rules out nearly every text. */
  const isSuspect = (text: string): boolean =>
    forms.size > 0 &&
    text.length >= MIN_LENGTH &&
    (beginnings.find(text, 0) >= 0 || /[%\\&]/.test(text))

  /** A text that holds an escaped secret loses its escapes with it. */
  const redact = (text: string, hitsIn: (text: string) => readonly Hit[]): string => {
    for (const reading of readingsOf(text)) {
      let clean = ''
      let from = 0
      for (const { at, end } of hitsIn(canonical(reading))) {
        clean += reading.slice(from, at) + REDACTED
        from = end
      }
      if (from > 0) return redact(clean + reading.slice(from), hitsIn)
    }
    return text
  }

  const redactWhole = (text: string) => (isSuspect(text) ? redact(text, secretsIn) : text)

  const clear = () => {
    revision += 1
    for (const known of [beginnings, forms, lengths, secrets.lasting, secrets.passing])
      known.clear()
  }

  const add = (secret: string, kind: keyof typeof secrets = 'lasting'): void => {
    // A secret that is part of the mark itself would be found again in every text that was blacked out.
    if (secret.length < MIN_LENGTH || /REDACTED|\[REDACTE|EDACTED\]/.test(secret)) return
    // Sets keep the order: the one that was seen last goes to the end.
    const isKnown = secrets[kind].delete(secret)
    secrets[kind].add(secret)
    if (isKnown) return
    revision += 1
    for (const form of [secret, ...encodedForms(secret)]) learn(canonical(form))
    if (secrets.passing.size < 2 * MAX_PASSING) return
    const kept = [[...secrets.lasting], [...secrets.passing].slice(MAX_PASSING)] as const
    clear()
    for (const lasting of kept[0]) add(lasting)
    for (const passing of kept[1]) add(passing, 'passing')
  }

  return {
    add,
    has: (text) =>
      isSuspect(text) && readingsOf(text).some((reading) => find(canonical(reading), 0)),
    redact: redactWhole,
    redactCut: (text) => redact(redactWhole(text), piecesIn),
    clear,
    get revision() {
      return revision
    },
  }
}
