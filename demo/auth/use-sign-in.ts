import { useState } from 'react'
import type { AuthState, CredentialsAuth } from 'vzaps-rtk/react'
import { vzaps } from '../store/api.ts'

/** Signs in, and knows why that failed: the account's own failure, or input that no request could carry. */
export const useSignIn = (auth: AuthState) => {
  const [refused, setRefused] = useState<unknown>()
  const signIn = async (credentials: Pick<CredentialsAuth, 'clientToken' | 'clientSecret'>) => {
    setRefused(undefined)
    try {
      // A fake gateway's secret is none.
      await vzaps.auth.signIn({ ...credentials, dangerouslyAllowBrowser: true })
    } catch (error) {
      setRefused(error)
    }
  }
  const error = auth.status === 'failed' ? auth.error : refused
  return { signIn, error: auth.status === 'signing-in' ? undefined : error }
}
