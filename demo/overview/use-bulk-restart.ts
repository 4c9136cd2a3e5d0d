import { useEffect, useRef, useState } from 'react'
import { useDispatch } from 'react-redux'
import type { ListInstancesArgs } from 'vzaps-rtk/react'
import { vzaps } from '../store/api.ts'
import type { store } from '../store/store.ts'
import type { BulkProgress } from './bulk.ts'
import { actOnAll } from './bulk.ts'

/** Where a bulk restart stands. */
export type BulkRestartState =
  | { readonly status: 'idle' }
  /** Which ones is being asked. */
  | { readonly status: 'listing' }
  | ({ readonly status: 'running' | 'stopping' | 'done' | 'stopped' } & BulkProgress)
  | { readonly status: 'failed'; readonly error: unknown }

const pageSize = 100
const width = 4

/** Restarts all that a list holds, on whichever page they are. */
export const useBulkRestart = () => {
  const dispatch = useDispatch<typeof store.dispatch>()
  const [state, setState] = useState<BulkRestartState>({ status: 'idle' })
  const control = useRef<AbortController>(undefined)
  // Leaving the page begins no more.
  useEffect(() => () => control.current?.abort(), [])

  const list = async (args: ListInstancesArgs): Promise<readonly string[]> => {
    const ids = new Set<string>()
    let page = 1
    let pages = 1
    while (page <= pages) {
      const call = vzaps.endpoints.listInstances.initiate(
        { ...args, page, pageSize },
        { subscribe: false, forceRefetch: true },
      )
      const { total, size, content } = await dispatch(call).unwrap()
      for (const { id } of content) ids.add(id)
      pages = Math.ceil(total / Math.max(1, size))
      page += 1
    }
    return [...ids]
  }

  const run = async (args: ListInstancesArgs) => {
    control.current = new AbortController()
    const { signal } = control.current
    setState({ status: 'listing' })
    try {
      const ids = await list(args)
      if (signal.aborted) return setState({ status: 'idle' })
      let last: BulkProgress = { total: ids.length, done: 0, failed: [] }
      setState({ status: 'running', ...last })
      await actOnAll({
        ids,
        width,
        signal,
        act: async (id) => {
          const call = vzaps.endpoints.restartInstance.initiate(id, { track: false })
          return !(await dispatch(call)).error
        },
        onProgress: (progress) => {
          last = progress
          setState({ status: signal.aborted ? 'stopping' : 'running', ...progress })
        },
      })
      setState({ status: signal.aborted ? 'stopped' : 'done', ...last })
    } catch (error) {
      setState({ status: 'failed', error })
    }
  }

  return {
    state,
    run,
    stop: () => control.current?.abort(),
    dismiss: () => setState({ status: 'idle' }),
  }
}
