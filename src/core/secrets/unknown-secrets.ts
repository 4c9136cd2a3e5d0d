import { REDACTED } from './secret-finder.ts'

// Secrets that the library was never told: recognised by the name before them, or by their shape.

const SECRET_NAME =
  /auth(?!or(?!i)|enticated)|cookie|token|jwt|secret|signature|session|credential|passw|[cx]srf|bearer|(?:^|^x-|api[_-]?|access[_-]?|private[_-]?|signing[_-]?)key/i

const SECRET_SHAPE =
  /eyJ[\w-]{6,}\.[\w-]{6,}|[\da-f]{40}|(?=[\w.~+/=-]{0,39}[A-Z])(?=[\w.~+/=-]{0,39}[a-z])(?=[\w.~+/=-]{0,39}\d)[\w.~+/=-]{20}/

/**
 * The secrets in a header, if there are any. It is secret by its name (`Authorization`, `Cookie`, `X-Jwt`,
 * `X-Signature`, `X-Api-Key`, ...): then the whole value and each part of it; or by the shape of a part of its value: a
 * JWT, 40 hex digits or more, or 20 characters or more of letters in both cases and digits.
 */
export const secretsInHeader = (name: string, value: string): readonly string[] =>
  SECRET_NAME.test(name)
    ? [value, ...value.split(/[\s;,=]+/)]
    : value.split(/[\s;,]+/).filter((part) => SECRET_SHAPE.test(part))

/** Does a text hold a JWT? */
export const holdsJwt = (text: string): boolean => /eyJ[\w-]{6,}\.[\w-]{6,}\.[\w-]*/.test(text)

/** The name of a secret, what parts it from its value in JSON, HTML, forms, headers and prose, and its value. */
const NAMED =
  /(token|secret|jwt|passw(?:or)?d|authorization|bearer|api[_-]?key)((?:[\s"'\\:=>{}()[\]]|&#?\w{1,8};|<[^<>]{0,200}>|\b(?:value|type|hidden|text|content|bearer|basic|is|was)\b)+)((?<=["'])(?:[^"'<>\\]|\\+(?=[^"'\\])){8,}|[^\s"'<>&,;\\]{8,})/gi

/** A text without the values of fields that are secret by name, and without JWTs; cut off ones too. */
export const withoutUnknownSecrets = (text: string): string =>
  text
    .replace(NAMED, (whole, name: string, between: string, value: string) => {
      if (value.startsWith(REDACTED.slice(1))) return whole
      const isField = /["'=<;\\]/.test(between)
      return isField || /\d|[a-z][A-Z]|.{16}/.test(value) ? name + between + REDACTED : whole
    })
    .replace(/eyJ[\w-]{5,}[\w.-]*/g, REDACTED)

/** Whatever may be a token: 16 characters or more without a blank that are no word, path or address of letters alone. */
export const withoutLongTexts = (text: string): string =>
  text.replace(/[\w.~+/=%-]{16,}/g, (run) =>
    /[\w-]{16}|\d|[a-z][A-Z]|[A-Z]{2}/.test(run) ? REDACTED : run,
  )
