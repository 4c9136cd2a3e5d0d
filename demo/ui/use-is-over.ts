import { useState } from 'react'
import { toVZapsError } from 'vzaps-rtk/react'
import { vzaps } from '../store/api.ts'

/** Was it refused because something else was under way, and is that over now? Then it may be asked for again. */
export const useIsOver = (error: unknown): boolean => {
  const { pending } = vzaps.useInstanceOperations()
  const [first, setFirst] = useState({ error, pending })
  if (first.error !== error) setFirst({ error, pending })
  if (toVZapsError(error).code !== 'in-flight') return false
  return !first.pending.some(({ requestId }) =>
    pending.some((other) => other.requestId === requestId),
  )
}
