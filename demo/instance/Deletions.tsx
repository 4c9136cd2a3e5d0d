import type { ReactNode } from 'react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useDispatch } from 'react-redux'
import type { Instance } from 'vzaps-rtk/react'
import { vzaps } from '../store/api.ts'
import type { store } from '../store/store.ts'
import { toastDone } from '../ui/toast.tsx'
import { t } from '../words/words.ts'
import type { Deletion, DeletionsControl } from './deletions.ts'
import { DeletionsContext } from './deletions.ts'
import { nameOf } from './name.ts'

/** ms in which a delete can be taken back. */
const graceMs = 8_000

/** ms for which the library keeps the first call back: it never leaves by itself, so that a failed one is tried again at once. */
const heldMs = 20 * graceMs

/** Deletes with a way back: the row goes at once, the request leaves later. */
export const Deletions = ({ children }: { readonly children: ReactNode }) => {
  const dispatch = useDispatch<typeof store.dispatch>()
  const [waiting, setWaiting] = useState<readonly Deletion[]>([])
  const calls = useRef(new Set<{ abort(): void }>())

  const remove = useCallback(
    (instance: Instance) => {
      const { id } = instance
      /** Starts the call; gives how to stop it. */
      const start = (deferMs: number, onSent: () => void) => {
        const arg = deferMs > 0 ? { instanceId: id, deferMs } : id
        const call = dispatch(vzaps.endpoints.deleteInstance.initiate(arg, { track: false }))
        calls.current.add(call)
        void call.then(({ error }) => {
          calls.current.delete(call)
          onSent()
          if (!error) toastDone(t('Deleted'), t('{name} is gone.', { name: nameOf(instance) }))
        })
        return call
      }
      const forget = () => setWaiting((before) => before.filter((other) => other !== deletion))
      const timer = setTimeout(() => deletion.hurry(), graceMs)
      const end = () => {
        clearTimeout(timer)
        forget()
      }
      const call = start(heldMs, end)
      const deletion: Deletion = {
        instance,
        dueAt: Date.now() + graceMs,
        undo: () => {
          end()
          call.abort()
        },
        hurry: () => {
          end()
          // The one that is sent comes first, so that the row is not shown in between.
          start(0, () => {})
          call.abort()
        },
      }
      setWaiting((before) => [...before, deletion])
    },
    [dispatch],
  )

  useEffect(() => {
    const open = calls.current
    return () => {
      for (const call of open) call.abort()
    }
  }, [])
  const control = useMemo<DeletionsControl>(() => ({ waiting, delete: remove }), [waiting, remove])
  return <DeletionsContext value={control}>{children}</DeletionsContext>
}
