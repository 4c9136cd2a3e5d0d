import type { Hit } from './known-texts.ts'
import { createSequences, MIN_LENGTH } from './sequences.ts'
import { canonical } from './spellings.ts'

/** Pieces of a token that are only words, such as `client_token_`: no secret. */
const ONLY_WORDS = /^(?:client|secret|token|access|instance|session|bearer|api|key|[+/.])+$/i

/** A reading of a part of a text, of whose characters each took so many bits. */
interface Reading {
  readonly text: string
  /** Where in the text the part begins, in characters. */
  readonly from: number
  /** How many bits of the part come before the first character that was read. */
  readonly skipped: number
  readonly bits: number
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** What digits say that stand for `bits` each, 8 bits a character, when the first `skipped` bits are left out. */
const decoded = (digits: readonly number[], bits: number, skipped: number): string => {
  let text = ''
  let value = 0
  let held = -skipped
  for (const digit of digits) {
    value = ((value << bits) | digit) & 0x3fff
    held += bits
    if (held < 8) continue
    held -= 8
    text += String.fromCharCode((value >> held) & 0xff)
  }
  return canonical(text)
}

/** A text as it stands, and what is in it in base64 and in hex: it may have been cut at any place, so in each phase. */
const readingsOf = (text: string): readonly Reading[] => {
  const readings: Reading[] = [{ text, from: 0, skipped: 0, bits: 8 }]
  const read = (
    runs: RegExp,
    bits: number,
    phases: readonly number[],
    digit: (c: string) => number,
  ) => {
    for (const { 0: run, index } of text.matchAll(runs)) {
      const digits = Array.from(run, digit)
      for (const skipped of phases) {
        readings.push({ text: decoded(digits, bits, skipped), from: index, skipped, bits })
      }
    }
  }
  read(/[a-z\d+/]{11,}/gi, 6, [0, 2, 4, 6], (char) => DIGITS.indexOf(char))
  read(/[a-f\d]{16,}/gi, 4, [0, 4], (char) => Number.parseInt(char, 16))
  return readings
}

/**
 * Where pieces of secrets stand in a {@link canonical} text, 8 characters of them or more: raw, in base64 and in hex. Takes
 * time for each secret.
 */
export const piecesIn = (text: string, secrets: readonly string[]): readonly Hit[] => {
  if (text.length < MIN_LENGTH) return []
  // A full filter rules nothing out.
  const sequences = createSequences(text.length > 500 ? 20 : 16)
  /** Where each sequence of 8 characters stands. */
  const places = new Map<string, Hit[]>()
  for (const { text: read, from, skipped, bits } of readingsOf(text)) {
    sequences.add(read)
    for (let at = 0; at + MIN_LENGTH <= read.length; at++) {
      const piece = read.slice(at, at + MIN_LENGTH)
      const start = from + Math.floor((skipped + 8 * at) / bits)
      const end = from + Math.ceil((skipped + 8 * (at + MIN_LENGTH)) / bits)
      const known = places.get(piece)
      if (known) known.push({ at: start, end })
      else places.set(piece, [{ at: start, end }])
    }
  }
  const isPiece = new Uint8Array(text.length)
  for (const secret of secrets) {
    const form = canonical(secret)
    for (let at = sequences.find(form, 0); at >= 0; at = sequences.find(form, at + 1)) {
      const piece = form.slice(at, at + MIN_LENGTH)
      for (const place of places.get(piece) ?? []) isPiece.fill(1, place.at, place.end)
      // Each only once, however many secrets share it.
      places.delete(piece)
    }
  }
  return [...isPiece.join('').matchAll(/1+/g)]
    .map(({ index, 0: { length } }) => ({ at: index, end: index + length }))
    .filter(({ at, end }) => !ONLY_WORDS.test(text.slice(at, end)))
}
