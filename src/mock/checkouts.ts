import type { Random } from './random.ts'

/** The open checkout pages of `subscribe` (contract.md 1.8). */
export interface Checkouts {
  /** Opens one for an instance; `returns` are the app's own pages. */
  open(
    instanceId: string,
    returns: { readonly successUrl: string; readonly cancelUrl: string | null },
  ): { readonly sessionId: string; readonly url: string }
  /** Closes one and says whose it was; throws when it is not open. */
  close(sessionId: string): string
  /** A new subscription id. */
  subscriptionId(): string
  clear(): void
}

/** Makes the checkouts; `pageUrl` is where the pretended payment page is. */
export function createCheckouts(pageUrl: string, random: Random): Checkouts {
  const open = new Map<string, string>()
  return {
    open: (instanceId, { successUrl, cancelUrl }) => {
      const sessionId = `cs_mock_${random.text(32)}`
      open.set(sessionId, instanceId)
      const url = new URL(pageUrl)
      url.searchParams.set('session_id', sessionId)
      url.searchParams.set('success_url', successUrl)
      if (cancelUrl !== null) url.searchParams.set('cancel_url', cancelUrl)
      return { sessionId, url: url.href }
    },
    close: (sessionId) => {
      const instanceId = open.get(sessionId)
      if (instanceId === undefined) {
        throw new Error(`The mock gateway has no open checkout ${sessionId}`)
      }
      open.delete(sessionId)
      return instanceId
    },
    subscriptionId: () => `sub_mock_${random.text(24)}`,
    clear: () => open.clear(),
  }
}
