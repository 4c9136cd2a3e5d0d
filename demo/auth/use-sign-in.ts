import { useState } from 'react'
import type { AuthOptions, AuthState } from 'vzaps-rtk/react'
import { loadApi } from '../store/account.ts'

/** Signs in by what `authOf` makes of the input, and knows why that failed: the account's own failure, or input that no request could carry. */
export const useSignIn = <Input>(
  auth: AuthState,
  authOf: (input: Input) => AuthOptions | Promise<AuthOptions>,
) => {
  const [refused, setRefused] = useState<unknown>()
  const [isLoading, setLoading] = useState(false)
  const signIn = async (input: Input) => {
    setRefused(undefined)
    setLoading(true)
    try {
      const { auth } = await loadApi()
      await auth.signIn(await authOf(input))
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
