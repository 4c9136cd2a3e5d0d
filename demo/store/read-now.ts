import { useCallback } from 'react'
import { useDispatch } from 'react-redux'
import { vzaps } from './api.ts'
import type { store } from './store.ts'

/** Asks again until the answer is one to a question asked from now on: one on its way already may know less. */
const fromNowOn = async <T extends { readonly startedTimeStamp?: number | undefined }>(
  ask: () => PromiseLike<T>,
): Promise<T> => {
  const since = Date.now()
  const answer = await ask()
  // What was on its way is over now: a second question is a new one.
  return (answer.startedTimeStamp ?? 0) < since ? ask() : answer
}

const anew = { forceRefetch: true, subscribe: false } as const

/** Reads an instance as the gateway has it now, before something is decided on it. */
export const useReadInstance = () => {
  const dispatch = useDispatch<typeof store.dispatch>()
  return useCallback(
    (id: string) => fromNowOn(() => dispatch(vzaps.endpoints.getInstance.initiate(id, anew))),
    [dispatch],
  )
}

/** Reads a webhook as the gateway has it now. */
export const useReadWebhook = () => {
  const dispatch = useDispatch<typeof store.dispatch>()
  return useCallback(
    (id: string) => fromNowOn(() => dispatch(vzaps.endpoints.getWebhook.initiate(id, anew))),
    [dispatch],
  )
}
