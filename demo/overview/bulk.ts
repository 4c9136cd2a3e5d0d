/** How far a bulk action is. */
export interface BulkProgress {
  readonly total: number
  readonly done: number
  readonly failed: readonly string[]
}

interface Bulk {
  readonly ids: readonly string[]
  /** Gives whether it worked; never rejects. */
  readonly act: (id: string) => PromiseLike<boolean>
  /** How many at a time. */
  readonly width: number
  readonly signal: AbortSignal
  readonly onProgress: (progress: BulkProgress) => void
}

/** Acts on each, a few at a time; stopped, it begins no more, and waits for those that are under way. */
export const actOnAll = async ({ ids, act, width, signal, onProgress }: Bulk): Promise<void> => {
  const rest = [...ids]
  const failed: string[] = []
  let done = 0
  const work = async (): Promise<void> => {
    for (let id = rest.shift(); id !== undefined && !signal.aborted; id = rest.shift()) {
      if (!(await act(id))) failed.push(id)
      done += 1
      onProgress({ total: ids.length, done, failed: [...failed] })
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, ids.length) }, work))
}
