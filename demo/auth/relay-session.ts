import type { AuthOptions } from 'vzaps-rtk/react'

/** The page has a cookie that no script can read; all else is with the relay. */
export const throughRelay: AuthOptions = { proxy: true }

const ask = (method: 'GET' | 'POST' | 'DELETE') => fetch('/session', { method })

/** Is somebody signed in already? */
export const hasRelaySession = async (): Promise<boolean> => (await ask('GET')).ok

/** Begins a session of the demo's one user. */
export const beginRelaySession = async (): Promise<AuthOptions> => {
  const { ok, status } = await ask('POST')
  if (!ok) throw new Error(`The server began no session: it answered ${status}`)
  return throughRelay
}

export const endRelaySession = () => ask('DELETE')
