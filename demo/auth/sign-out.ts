import { loadApi } from '../store/account.ts'
import { endRelaySession } from './relay-session.ts'

/** Ends the session at the relay's server, where there is one, and here whatever becomes of that. */
export const signOut = async (): Promise<void> => {
  const { auth } = await loadApi()
  try {
    if (import.meta.env.MODE === 'relay') await endRelaySession()
  } finally {
    auth.signOut()
  }
}
