import { REDACTED } from '../../core/secrets/secret-finder.ts'
import { secretsInHeader, withoutUnknownSecrets } from '../../core/secrets/unknown-secrets.ts'

/** What links a phone while it is shown. */
const CODE = /^(?:qr|linking|pair)_?code$/i
const MAX_DEPTH = 64

const isSecretName = (name: string): boolean =>
  CODE.test(name) || secretsInHeader(name, '').length > 0

/**
 * A copy of data as JSON has it, without what is secret by its name or its look. An app's own cache may hold anything:
 * what cannot be written as JSON becomes a text.
 */
export const withoutSecrets = (value: unknown, depth = 0): unknown => {
  if (typeof value === 'string') return withoutUnknownSecrets(value)
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value
  if (value === undefined) return undefined
  if (typeof value !== 'object') return String(value)
  if (depth > MAX_DEPTH) return '…'
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      withoutUnknownSecrets(name),
      typeof part === 'string' && isSecretName(name) ? REDACTED : withoutSecrets(part, depth + 1),
    ]),
  )
}
