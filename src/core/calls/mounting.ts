import type { Store } from '@reduxjs/toolkit'
import { isRecord } from '../casing.ts'
import type { ConfigError } from '../errors.ts'
import { misconfigured, throwable } from '../errors.ts'

/** Says what is wrong when a store's state has no slice at `reducerPath`: its hooks would show "Loading" for ever. */
export const checkSlice = (state: unknown, reducerPath: string): ConfigError | undefined => {
  const slice = isRecord(state) ? state[reducerPath] : undefined
  return isRecord(slice) && 'queries' in slice
    ? undefined
    : misconfigured(
        `state.${reducerPath} is not the api's: give the store reducer: { [vzaps.reducerPath]: vzaps.reducer }`,
        'reducerPath',
      )
}

/**
 * Throws what {@link checkSlice} says. Reducers that are injected late come into the state with the next action, so there
 * is one first.
 */
export const requireSlice = (
  { dispatch, getState }: Pick<Store, 'dispatch' | 'getState'>,
  reducerPath: string,
): void => {
  if (!checkSlice(getState(), reducerPath)) return
  dispatch({ type: `${reducerPath}/mounted` })
  const problem = checkSlice(getState(), reducerPath)
  if (problem) throw throwable(problem)
}

/** An action that shows which middlewares it meets on its way to the one that sent it. */
type Probe = {
  readonly type: 'vzaps/probe'
  readonly sender: object
  /** How many frames there may be in between: of Redux, and of this library's own middlewares. */
  frames: number
}

const isProbe = (action: unknown): action is Probe =>
  isRecord(action) && action.type === 'vzaps/probe'

// Names of properties survive minifiers. They mark two frames of the stack; the middlewares are between them.
const SENT = 'vzapsProbeSent'
const MET = 'vzapsProbeMet'

const marked = {
  [SENT]: (dispatch: (probe: Probe) => unknown, sender: object): unknown => {
    const isFirst = dispatch({ type: 'vzaps/probe', sender, frames: 2 })
    return isFirst
  },
  [MET]: ({ frames }: Probe): boolean => {
    const stack = String(new Error('probe').stack).split('\n')
    const met = stack.findIndex((frame) => frame.includes(MET))
    const sent = stack.findIndex((frame) => frame.includes(SENT))
    // Without function names in the stack there is no telling: taken to be right.
    return met < 0 || (sent > 0 && sent - met - 1 <= frames)
  },
}

type Handler = (action: unknown) => unknown

/** What checking needs of one store. */
interface MountingParts {
  readonly reducerPath: string
  dispatch(probe: Probe): unknown
  getState(): unknown
}

/**
 * Wraps the api's middleware. In development it warns once when others stand before it: they see arguments before
 * secrets are taken out. A call throws a `config` error when the state has no slice for it.
 */
export const checkMounting = ({ reducerPath, dispatch, getState }: MountingParts) => {
  const sender = {}
  let isMounted = false
  let isFirstCall = true
  let problem: ConfigError | undefined

  const checkCall = () => {
    problem = isMounted ? undefined : checkSlice(getState(), reducerPath)
    isMounted = !problem
    if (!isFirstCall || process.env.NODE_ENV === 'production') return
    isFirstCall = false
    if (marked[SENT](dispatch, sender) !== false) return
    // biome-ignore lint/suspicious/noConsole: once a store, in development
    console.warn(
      'vzaps.middleware is not the first of its store, so others see secrets that it would take out of actions: put it first, with getDefaultMiddleware().prepend(vzaps.middleware)',
    )
  }

  return (handle: Handler, next: Handler): Handler =>
    (action) => {
      if (process.env.NODE_ENV !== 'production' && isProbe(action)) {
        if (action.sender === sender) return marked[MET](action)
        action.frames += 1
        return next(action)
      }
      const result = handle(action)
      const type = isRecord(action) ? String(action.type) : ''
      // After the action: a reducer that was injected late gets its slice only with the next one.
      if (type.startsWith(`${reducerPath}/execute`)) checkCall()
      if (typeof action !== 'function' || !problem) return result
      const thrown = problem
      problem = undefined
      throw throwable(thrown)
    }
}
