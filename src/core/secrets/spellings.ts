import { MIN_LENGTH } from './sequences.ts'

const base64 = (bytes: Uint8Array): string => {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text).replace(/=+$/, '')
}

/** A secret in base64, at each of the three offsets that it may have within a longer text, and in hex. */
const encoded = (secret: string): readonly string[] => {
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
export const canonical = (text: string): string =>
  /[-_ ]/.test(text) ? text.replaceAll('-', '+').replaceAll(' ', '+').replaceAll('_', '/') : text

/** How a secret may be written without escapes; each in its {@link canonical} spelling. */
export const spellingsOf = (secret: string): readonly string[] =>
  [secret, ...encoded(secret)].map(canonical).filter(({ length }) => length >= MIN_LENGTH)

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

/** May a text hold escapes? */
export const isEscaped = (text: string): boolean =>
  text.includes('%') || text.includes('\\') || text.includes('&')

/** A text as it stands, and without its escapes: up to three layers of them. */
export const readingsOf = (text: string): readonly string[] => {
  const readings = [text]
  for (let layer = 0, last = text; layer < 3 && isEscaped(last); layer++) {
    last = unescaped(last)
    readings.push(last)
  }
  return readings
}
