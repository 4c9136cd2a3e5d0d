import { REDACTED } from './secret-finder.ts'

// Secrets that the library was never told: recognised by the name before them, or by their shape.

const SECRET_NAME =
  /auth(?!or(?!iz)|enticated)|cookie|token|jwt|secret|signature|hmac|session|credential|pass(?:w|phrase)|[cx]srf|bearer|(?:^|^x-|(?:api|access|private|signing|subscription|functions|license|master|encryption)[_-]?)key/i

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

const NAME =
  '(?:token|secret|jwt|pass(?:w(?:or)?d|phrase)|pwd|authorization|bearer|credential|signature|\\bsig|' +
  '(?:api|access|private|signing)[_-]?key|session[_-]?(?:id|key))(?:[_-]?(?:key|value|string|hash|id|base)){0,2}s?_{0,2}'

const WORDS =
  '(?:val(?:ue)?s?|type|hidden|text|content|bearer|basic|is|was|string|provided|supplied|given|received)\\b'

/** What parts the name of a secret from its value, in JSON, HTML, XML, PHP, forms, headers and prose. */
const BETWEEN =
  // Other attributes of the same tag, and short fields of the same object.
  `(?<=\\s)(?!${WORDS})[\\w-]{1,30}=["'][^"'<>]{0,60}["']|` +
  '(?<=[{,\\s])\\\\*["\']\\w{1,20}\\\\*["\']\\s*:\\s*(?:\\d+|true|false|null|\\\\*["\'][^"\'\\\\]{0,7}\\\\*["\'])\\s*,|' +
  // The name of the first field of an object.
  '(?<=[{[]\\s*)\\\\*["\']\\w{1,20}\\\\*["\']\\s*:|' +
  '[\\s"\'`\\\\:=>|*{}()[\\]]|' +
  '->|' +
  '&#?\\w{1,8};|' +
  '%(?:25)*[\\da-f]{2}|' +
  '(?<=\\\\)u[\\da-f]{4}|' +
  '<(?!!\\[)[^<>]{0,200}>|' +
  '<!\\[CDATA\\[|' +
  '(?<=[>|])[-+]\\s|' +
  `\\b${WORDS}|` +
  '\\b[bru](?=["\'])|' +
  '\\b\\d{1,4}\\b|' +
  ';s:\\d+:|' +
  '(?<=["\']),\\s*(?=["\'])'

/** The name, what parts it from the value (as far as it goes: no engine shall try all its parts), and the value. */
const NAMED = /* @__PURE__ */ new RegExp(
  `(${NAME})(?=((?:${BETWEEN})+))\\2(?![\\s,;]*[\\w-]{0,24}?${NAME}["'\\]]*\\s*[:=])((?<=["'])(?:[^"'<>\\\\]|\\\\+(?=[^"'\\\\])){8,}|[^\\s"'<>&,;\\\\]{8,})`,
  'gi',
)

/** The credentials after a scheme of their own, and cookies. */
const HEADER =
  /(authorization["'\\]*\s*[:=]\s*["']?[\w-]+\s+|cookie2?["'\\]*\s*[:=][\s["'\\]*(?=[^\r\n"'<>]*=))([^\r\n"'<>\\]{8,})/gi

/** The password in a URL. */
const IN_URL = /(:\/\/[^\s/@:"'<>]*:)[^\s/@"'<>]+(?=@)/g

/** A field of a form whose name follows its value. */
const NAMED_AFTER = /* @__PURE__ */ new RegExp(
  `\\b((?:value|content)=["'])[^"'<>]{8,}(?=["'][^<>]{0,200}\\b(?:name|id|property)=["']?[\\w-]{0,24}?(?:${NAME}|csrf))`,
  'gi',
)

/** Anybody's sentence, or something made by chance? */
const looksRandom = (text: string): boolean => /\d|[a-z][A-Z]|\S{16}/.test(text)

/** A text without the values of fields that are secret by name, and without JWTs; cut off ones too. */
export const withoutUnknownSecrets = (text: string): string =>
  text
    .replace(IN_URL, `$1${REDACTED}`)
    .replace(NAMED_AFTER, `$1${REDACTED}`)
    .replace(HEADER, (whole, name: string, value: string) =>
      looksRandom(value) ? name + REDACTED : whole,
    )
    .replace(NAMED, (whole, name: string, between: string, value: string) => {
      if (value.startsWith(REDACTED.slice(1))) return whole
      const isField = /["'=<;\\%]/.test(between) && !between.includes(',')
      return isField || looksRandom(value) ? name + between + REDACTED : whole
    })
    .replace(/eyJ[\w-]{5,}[\w.-]*/g, REDACTED)

/** Whatever may be a token: 16 characters or more without a blank that are no word, path or address of letters alone. */
export const withoutLongTexts = (text: string): string =>
  text.replace(/[\w.~+/=%-]{16,}/g, (run) =>
    /[\w-]{16}|\d|[a-z][A-Z]|[A-Z]{2}/.test(run) ? REDACTED : run,
  )
