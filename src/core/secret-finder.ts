/** What stands where a secret was. */
export const REDACTED = '[REDACTED]'

/**
 * Below this length a text is no secret worth finding: a hostile row with `token: "e"` would otherwise shred every
 * message.
 */
const MIN_LENGTH = 8

/** Finds and blacks out known secrets in text, in time that depends on the text and not on how many there are. */
export interface SecretFinder {
  /** Learns a secret: raw, URL-encoded and in base64. Shorter than 8 characters: ignored. */
  add(secret: string): void
  has(text: string): boolean
  redact(text: string): string
  /** Forgets everything. */
  clear(): void
}

const base64 = (text: string): string => {
  let bytes = ''
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte)
  return btoa(bytes).replace(/=+$/, '')
}

const urlEncoded = (text: string): string => {
  try {
    return encodeURIComponent(text)
  } catch {
    return text // a lone surrogate has no URL encoding
  }
}

// A hash of the last four characters, rolled along the text: one array look-up rules out nearly every position.
const TABLE_SIZE = 0x10000
const roll = (hash: number, text: string, at: number): number =>
  ((hash << 4) ^ text.charCodeAt(at)) & (TABLE_SIZE - 1)

/** Makes an empty {@link SecretFinder}. */
export const createSecretFinder = (): SecretFinder => {
  const candidates = new Uint8Array(TABLE_SIZE)
  const byStart = new Map<string, Set<string>>()

  const learn = (text: string) => {
    if (text.length < MIN_LENGTH) return
    let hash = 0
    for (let at = 0; at < 4; at++) hash = roll(hash, text, at)
    candidates[hash] = 1
    const start = text.slice(0, MIN_LENGTH)
    const known = byStart.get(start)
    if (known) known.add(text)
    else byStart.set(start, new Set([text]))
  }

  /** The longest secret that begins at `at`. */
  const secretAt = (text: string, at: number): string | undefined => {
    let longest: string | undefined
    for (const secret of byStart.get(text.slice(at, at + MIN_LENGTH)) ?? []) {
      if (secret.length > (longest?.length ?? 0) && text.startsWith(secret, at)) longest = secret
    }
    return longest
  }

  /** Where the first secret at or after `from` stands. */
  const find = (text: string, from: number): { at: number; secret: string } | undefined => {
    if (byStart.size === 0 || text.length - from < MIN_LENGTH) return undefined
    let hash = 0
    for (let end = from; end < text.length; end++) {
      hash = roll(hash, text, end)
      const at = end - 3
      if (at < from || candidates[hash] === 0) continue
      const secret = secretAt(text, at)
      if (secret !== undefined) return { at, secret }
    }
    return undefined
  }

  return {
    add: (secret) => {
      if (secret.length < MIN_LENGTH) return
      for (const form of new Set([secret, urlEncoded(secret), base64(secret)])) learn(form)
    },
    has: (text) => find(text, 0) !== undefined,
    redact: (text) => {
      let clean = ''
      let from = 0
      for (let hit = find(text, 0); hit; hit = find(text, from)) {
        clean += text.slice(from, hit.at) + REDACTED
        from = hit.at + hit.secret.length
      }
      return from === 0 ? text : clean + text.slice(from)
    },
    clear: () => {
      candidates.fill(0)
      byStart.clear()
    },
  }
}
