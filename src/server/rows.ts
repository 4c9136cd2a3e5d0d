import { parseBody } from '../core/answers/http-errors.ts'
import type { VZapsError } from '../core/errors.ts'
import { textOf } from '../core/http/transport.ts'
import type { Platform } from '../core/platform.ts'
import type { RelayAccount } from './account.ts'
import { learnTokens } from './answers.ts'
import type { WireRow } from './list.ts'
import { rowIn } from './list.ts'
import { routeNamed } from './operations.ts'
import { readCall } from './read-call.ts'
import { passedOn, refusal } from './refusal.ts'

/** The rows of a user's instances. */
export interface Rows {
  /** Those that exist, in the order of the ids; throws when one cannot be had, because a list must not lack any. */
  get(ids: readonly string[], signal: AbortSignal): Promise<readonly WireRow[]>
  /** Something was done to it: what is known of it does not count any more. */
  forget(instanceId: string): void
}

/** Instances that a list can be made of. */
export const MAX_ROWS = 200
/** Rows that a list asks for at once. */
const AT_ONCE = 4
/** ms that a row is good for other lists. */
const FRESH_MS = 1_000

const getInstance = routeNamed('getInstance')

interface Known {
  /** When it was asked for, epoch ms. */
  readonly at: number
  readonly row: Promise<WireRow | undefined>
  isSettled: boolean
}

/** A generator, because a loop that fails ends it for the other loops too; an array's own iterator goes on. */
function* each<T>(items: readonly T[]): Generator<[number, T], void> {
  yield* items.entries()
}

/** Makes {@link Rows}: a row that several lists need is asked for once, and is good for a second. */
export const createRows = (account: RelayAccount, platform: Pick<Platform, 'now'>): Rows => {
  const known = new Map<string, Known>()

  const ask = async (id: string): Promise<WireRow | undefined> => {
    // No list's own signal: another one may wait for this row too.
    const { plan } = readCall(
      { route: getInstance, params: {}, query: new URLSearchParams() },
      { id },
    )
    const answer = await account.send(plan, true, undefined)
    if (answer.status === 404 || answer.status === 410) return undefined
    if (answer.status < 200 || answer.status >= 300) throw passedOn(answer)
    const json = parseBody(textOf(answer))
    const row = rowIn(json, id)
    if (!row) {
      throw refusal(502, 'parse', 'The VZaps API answered with something that is not the instance')
    }
    learnTokens(row, account)
    return row
  }

  const rowOf = (id: string): Promise<WireRow | undefined> => {
    const kept = known.get(id)
    if (kept && isGood(kept)) return kept.row
    const mine: Known = { at: platform.now(), row: ask(id), isSettled: false }
    known.set(id, mine)
    const settle = () => {
      mine.isSettled = true
    }
    mine.row.then(settle, () => {
      settle()
      if (known.get(id) === mine) known.delete(id)
    })
    return mine.row
  }

  /** Counted from its start: that is how old what it says may be. A clock that was set back tells nothing. */
  const isGood = ({ at, isSettled }: Known): boolean => {
    const age = platform.now() - at
    return !isSettled || (age >= 0 && age < FRESH_MS)
  }

  const dropOld = () => {
    for (const [id, row] of known) if (!isGood(row)) known.delete(id)
  }

  return {
    get: async (ids, signal) => {
      dropOld()
      const rows: (WireRow | undefined)[] = []
      const left = each(ids)
      const work = async () => {
        for (const [at, id] of left) {
          if (signal.aborted) throw refusal(499, 'aborted', 'The caller went away')
          rows[at] = await rowOf(id)
        }
      }
      // They share what is left: when one cannot be had, nobody asks for the others.
      await Promise.all(Array.from({ length: AT_ONCE }, work))
      return rows.filter((row) => row !== undefined)
    },
    forget: (id) => {
      known.delete(id)
    },
  }
}

/** Reads an instance for its token, which the account learns; gives why that did not work. */
export const learnInstance = async (
  rows: Rows,
  instanceId: string,
): Promise<VZapsError | undefined> => {
  try {
    const [row] = await rows.get([instanceId], new AbortController().signal)
    if (row) return undefined
    const message = 'There is no such instance'
    return { kind: 'http', status: 404, code: 'unknown-instance', outcome: 'rejected', message }
  } catch {
    const message = 'The instance could not be read'
    return { kind: 'network', outcome: 'not-sent', message }
  }
}
