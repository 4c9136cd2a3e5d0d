import type { Reach, RelayVerdict } from '../authorize.ts'
import { reachOf, userIn } from '../authorize.ts'
import type { Refusal } from '../refusal.ts'
import { refusal, refusalIn } from '../refusal.ts'

/** Asks the app about one instance. */
export type AskOne = (instanceId: string) => Promise<RelayVerdict>

/** What the app allows of a stream: whose it is, and which instances are not in it. */
export interface Allowed {
  readonly user: string
  readonly refused: ReadonlyMap<string, Refusal>
}

/** Instances that the app is asked about at once. */
const AT_ONCE = 4

const wordOn = (
  instanceId: string,
  verdict: Exclude<RelayVerdict, Response>,
): Reach | { readonly refused: Refusal } => {
  try {
    return reachOf(verdict, { operation: 'events', instanceId })
  } catch (thrown) {
    const refused = refusalIn(thrown)
    // What the app got wrong is no word on one instance.
    if (!refused || 'body' in refused || refused.status >= 500) throw thrown
    return { refused }
  }
}

/**
 * Asks the app about each instance; its `Response` is the answer to all. Throws the first refusal when none is allowed.
 */
export const authorizeStream = async (
  ids: readonly string[],
  ask: AskOne,
): Promise<Response | Allowed> => {
  const refused = new Map<string, Refusal>()
  let user: string | undefined
  let response: Response | undefined
  const left = ids.values()
  const work = async () => {
    for (const id of left) {
      if (response) return
      const verdict = await ask(id)
      if (verdict instanceof Response) {
        response ??= verdict
        return
      }
      const word = wordOn(id, verdict)
      if (typeof word === 'object' && 'refused' in word) refused.set(id, word.refused)
      else user ??= userIn(verdict)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  if (response) return response
  const [first] = refused.values()
  if (refused.size === ids.length && first) throw refusal(first.status, first.code, first.message)
  return { user: user ?? '', refused }
}
