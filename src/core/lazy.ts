import type { NetworkError } from './errors.ts'
import type { Platform } from './platform.ts'

/** ms until code that did not load is tried again. */
const RETRY_MS = 5_000

const nothing = () => {}

/** Why there is no answer while the code is not there. */
export const notLoaded: NetworkError = {
  kind: 'network',
  code: 'not-loaded',
  outcome: 'not-sent',
  message: 'A part of the library that is loaded when it is first used did not load',
}

/** Code in a file of its own, which is loaded when it is first needed. */
export interface Lazy<Code> {
  /** Loads it, once for all who ask meanwhile. A failure is not kept: whoever comes next loads again. */
  load(): Promise<Code>
  /**
   * Does it as soon as the code is there, trying again until then; returns the function that undoes it. `onWait` hears of
   * each try, and of each failure with the moment of the next try (epoch ms).
   */
  enter(use: (code: Code) => () => void, onWait?: (retryAt?: number) => void): () => void
}

/** Makes what loads such code: `fetchCode` is its `import()`. */
export const createLazy = <Code>(
  platform: Pick<Platform, 'now' | 'setTimeout' | 'clearTimeout'>,
  fetchCode: () => Promise<Code>,
): Lazy<Code> => {
  let code: Code | undefined
  let loading: Promise<Code> | undefined

  const load = () => {
    loading ??= fetchCode()
      .then((there) => {
        code = there
        return there
      })
      .finally(() => {
        loading = undefined
      })
    return loading
  }

  return {
    load,
    enter: (use, onWait = nothing) => {
      let undo: (() => void) | undefined
      let timer: ReturnType<Platform['setTimeout']> | undefined
      let isOver = false
      const go = () => {
        if (isOver) return
        if (code) {
          undo = use(code)
          // It may have been refused at once.
          if (isOver) undo()
          return
        }
        onWait()
        load().then(go, () => {
          if (isOver) return
          onWait(platform.now() + RETRY_MS)
          timer = platform.setTimeout(go, RETRY_MS)
        })
      }
      go()
      return () => {
        isOver = true
        if (timer !== undefined) platform.clearTimeout(timer)
        undo?.()
      }
    },
  }
}
