import { checkId } from '../core/calls/paths.ts'
import type { InstanceTokens } from '../core/calls/session.ts'
import { invalid, throwable } from '../core/errors.ts'
import type { SecretFinder } from '../core/secrets/secret-finder.ts'
import { isHeaderSafe } from './header-safe.ts'

interface Known {
  readonly token: string
  readonly byHand: boolean
}

/** A hostile row could otherwise have an ordinary word, such as the name of a field, blacked out everywhere. */
const looksSecret = (token: string): boolean => token.length >= 16 || /\d/.test(token)

/** Makes a session's instance tokens. `onChange` is called with the id of the instance whose token changed. */
export const createInstanceTokens = (
  secrets: SecretFinder,
  onChange: (instanceId: string) => void,
): InstanceTokens & { clear(): void } => {
  const tokens = new Map<string, Known>()
  /** Rows still show a token that the server refused: that one is not learned again, another one is. */
  const refused = new Map<string, string>()

  const put = (instanceId: string, token: string, byHand: boolean) => {
    if (byHand || looksSecret(token)) secrets.add(token)
    const before = tokens.get(instanceId)
    tokens.set(instanceId, { token, byHand })
    refused.delete(instanceId)
    if (before?.token !== token) onChange(instanceId)
  }

  return {
    get: (instanceId) => tokens.get(instanceId)?.token,
    set: (instanceId, token) => {
      const refused = checkId(instanceId)
      if (refused) throw throwable(refused)
      if (typeof token !== 'string' || !isHeaderSafe(token)) {
        throw throwable(
          invalid('token must be a non-empty string that a header can carry', { field: 'token' }),
        )
      }
      put(instanceId, token, true)
    },
    learn: (instanceId, token) => {
      const known = tokens.get(instanceId)
      if (known?.byHand || known?.token === token) return
      // From the server, so not trusted: a token that no header can carry is ignored, as an empty one is.
      if (!isHeaderSafe(token) || token === instanceId) return
      if (refused.get(instanceId) === token) return
      put(instanceId, token, false)
    },
    forget: (instanceId, token) => {
      const known = tokens.get(instanceId)
      if (!known || (token !== undefined && known.token !== token)) return
      if (token !== undefined) refused.set(instanceId, token)
      tokens.delete(instanceId)
      onChange(instanceId)
    },
    clear: () => {
      const ids = [...tokens.keys()]
      tokens.clear()
      refused.clear()
      for (const id of ids) onChange(id)
    },
  }
}
