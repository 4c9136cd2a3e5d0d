import { useState } from 'react'
import type { AuthState, CredentialsAuth } from 'vzaps-rtk/react'
import { loadApi } from '../store/account.ts'

/** Signs in, and knows why that failed: the account's own failure, or input that no request could carry. */
export const useSignIn = (auth: AuthState) => {
  const [refused, setRefused] = useState<unknown>()
  const [isLoading, setLoading] = useState(false)
  const signIn = async (credentials: Pick<CredentialsAuth, 'clientToken' | 'clientSecret'>) => {
    setRefused(undefined)
    setLoading(true)
    try {
      // A fake gateway's secret is none.
      const { auth } = await loadApi()
      await auth.signIn({ ...credentials, dangerouslyAllowBrowser: true })
    } catch (error) {
      setRefused(error)
    } finally {
      setLoading(false)
    }
  }
  const error = auth.status === 'failed' ? auth.error : refused
  const isBusy = isLoading || auth.status === 'signing-in'
  return { signIn, isBusy, error: isBusy ? undefined : error }
}
