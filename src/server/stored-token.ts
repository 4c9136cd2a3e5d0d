import type { AskParts } from '../auth/ask-app.ts'
import { askApp } from '../auth/ask-app.ts'
import { isHeaderSafe } from '../auth/header-safe.ts'
import type { ObtainToken } from '../auth/obtain-token.ts'

/** A JWT as a {@link TokenStore} keeps it. */
export interface StoredToken {
  readonly accessToken: string
  /** Epoch ms. */
  readonly expiresAt: number
}

/**
 * Keeps the JWT for several processes (in Redis, say), so that each does not ask for one of its own. It holds an owner's
 * token: guard it as you guard the client secret. What it throws counts as nothing kept.
 */
export interface TokenStore {
  get(): StoredToken | null | undefined | Promise<StoredToken | null | undefined>
  set(token: StoredToken): unknown
}

interface StoreParts extends AskParts {
  readonly tokenSkewMs: number
}

const isToken = (value: unknown): value is StoredToken => {
  if (typeof value !== 'object' || value === null) return false
  const { accessToken, expiresAt } = value as Partial<StoredToken>
  return (
    typeof accessToken === 'string' && isHeaderSafe(accessToken) && typeof expiresAt === 'number'
  )
}

/** Looks into the store before it asks for a token, and puts new ones there. */
export const throughStore = (
  store: TokenStore | undefined,
  obtain: ObtainToken,
  parts: StoreParts,
): { readonly obtain: ObtainToken; refuse(accessToken: string): void } => {
  /** The VZaps API refused it; another process may have left it there all the same. */
  let refused: string | undefined
  if (!store) return { obtain, refuse: () => {} }
  const { platform, tokenSkewMs } = parts

  const kept = async () => {
    const asked = await askApp(() => store.get(), parts)
    const found = asked.kind === 'answered' ? asked.value : undefined
    if (!isToken(found) || found.accessToken === refused) return undefined
    const lifetimeMs = found.expiresAt - platform.now()
    return lifetimeMs > tokenSkewMs ? { accessToken: found.accessToken, lifetimeMs } : undefined
  }

  return {
    obtain: async () => {
      const value = await kept()
      if (value) return { ok: true, value }
      const obtained = await obtain()
      if (obtained.ok) {
        const { accessToken, lifetimeMs } = obtained.value
        await askApp(
          () => store.set({ accessToken, expiresAt: platform.now() + lifetimeMs }),
          parts,
        )
      }
      return obtained
    },
    refuse: (accessToken) => {
      refused = accessToken
    },
  }
}
