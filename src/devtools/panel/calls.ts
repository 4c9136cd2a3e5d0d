import type { Activity, ActivityDetails, RefreshActivity } from '../../core/calls/activity.ts'
import type { VZapsError } from '../../core/errors.ts'
import type { Recorded } from '../record-activity.ts'

/** One time that a call was handed to fetch. Times in epoch ms. */
export interface Try {
  readonly startedAt: number
  /** What was sent: read when it is looked at, as is what came back. */
  readonly request: ActivityDetails | undefined
  readonly requestHeaders: Readonly<Record<string, string>>
  readonly requestBytes: number
  /** `undefined` while it is on its way. */
  endedAt?: number
  /** Absent where no answer came. */
  status?: number
  readonly response?: ActivityDetails | undefined
  responseHeaders?: Readonly<Record<string, string>>
  responseBytes?: number
  /** Why it is followed by another try, and how long that waits, in ms. */
  retry?: { readonly delayMs: number; readonly error: VZapsError }
}

/** A call from its beginning to its end, with all its tries. */
export interface Call {
  readonly id: number
  readonly endpoint: string
  readonly method: string
  readonly route: string
  readonly calledAt: number
  readonly tries: Try[]
  /** The JWTs that were asked for after a try was refused. */
  readonly refreshes: RefreshActivity[]
  end?: { readonly at: number; readonly error: VZapsError | undefined }
}

/** A JWT that was asked for, and not because a call was refused. */
export interface TokenRequest {
  readonly endpoint: 'token'
  readonly refresh: RefreshActivity
}

/** What a row of the waterfall shows. */
export type Row = Call | TokenRequest

/** Did the server refuse the JWT of the last try, which is sent again with a new one? */
const isRefused = ({ tries, end }: Call): boolean => !end && tries.at(-1)?.status === 401

/** Adds to a call what happened next. */
const addTo = (
  call: Call,
  activity: Exclude<Activity, RefreshActivity>,
  recorded: Recorded,
): void => {
  const last = call.tries.at(-1)
  const { at } = activity
  if (activity.type === 'start') {
    const { headers, requestBytes } = activity
    call.tries.push({
      startedAt: at,
      get request() {
        return recorded.details
      },
      requestHeaders: headers,
      requestBytes,
    })
  } else if (activity.type === 'settle') {
    if (last) last.endedAt ??= at
    call.end = { at, error: activity.error }
  } else if (last && activity.type === 'answer') {
    const { status, headers, responseBytes } = activity
    Object.assign(last, { endedAt: at, status, responseHeaders: headers, responseBytes })
    Object.defineProperty(last, 'response', { enumerable: true, get: () => recorded.details })
  } else if (last && activity.type === 'retry') {
    const { delayMs, error } = activity
    Object.assign(last, { endedAt: last.endedAt ?? at, retry: { delayMs, error } })
  }
}

/** Puts the activities of each call together, in the order in which they began. */
export const rowsOf = (list: readonly Recorded[]): readonly Row[] => {
  const calls = new Map<number, Call>()
  const rows: Row[] = []
  for (const recorded of list) {
    const { activity } = recorded
    if (activity.type === 'refresh') {
      const waiting = [...calls.values()].filter(isRefused)
      for (const call of waiting) call.refreshes.push(activity)
      if (waiting.length === 0) rows.push({ endpoint: 'token', refresh: activity })
      continue
    }
    const { id, endpoint, method, route, calledAt } = activity
    const begin = { id, endpoint, method, route, calledAt, tries: [], refreshes: [] }
    const call = calls.get(id) ?? begin
    if (call === begin) {
      calls.set(id, call)
      rows.push(call)
    }
    addTo(call, activity, recorded)
  }
  return rows
}

/** When a row begins and ends; one that goes on ends now. */
export const spanOf = (row: Row, now: number): readonly [from: number, to: number] =>
  'refresh' in row
    ? [row.refresh.at - row.refresh.durationMs, row.refresh.at]
    : [row.calledAt, row.end?.at ?? now]

/** A piece of a bar. */
export interface Piece {
  readonly kind: 'wait' | 'try' | 'failed' | 'pause' | 'token'
  readonly from: number
  readonly to: number
}

const isGood = ({ status }: Try): boolean => status !== undefined && status >= 200 && status < 300

/** What a bar is made of: waiting to be sent, tries, pauses between them, the token that one waits for. */
export const piecesOf = (row: Row, now: number): readonly Piece[] => {
  const [from, to] = spanOf(row, now)
  if ('refresh' in row) return [{ kind: 'token', from, to }]
  const pieces: Piece[] = []
  let at = from
  const add = (kind: Piece['kind'], until: number) => {
    if (until > at) pieces.push({ kind, from: at, to: until })
    at = Math.max(at, until)
  }
  for (const one of row.tries) {
    const isFirst = one === row.tries[0]
    const isPause = row.tries[row.tries.indexOf(one) - 1]?.retry !== undefined
    add(isFirst ? 'wait' : isPause ? 'pause' : 'token', one.startedAt)
    const isFailed = one.endedAt !== undefined && !isGood(one)
    pieces.push({ kind: isFailed ? 'failed' : 'try', from: at, to: one.endedAt ?? now })
    at = one.endedAt ?? now
  }
  const isOver = row.tries.at(-1)?.endedAt === undefined
  if (!isOver || row.tries.length === 0) {
    const last = row.tries.at(-1)
    add(last?.retry ? 'pause' : last?.status === 401 && !row.end ? 'token' : 'wait', to)
  }
  return pieces
}

/** The part of the axis that all times without any call take together at most. */
const IDLE = 0.2

/**
 * Where moments stand on one axis from 0 to 1. The times in which nothing happens are shortened, so that calls which are
 * minutes apart can be seen beside each other.
 */
export const axisOf = (rows: readonly Row[], now: number): ((moment: number) => number) => {
  const spans = rows.map((row) => spanOf(row, now)).sort(([a], [b]) => a - b)
  const busy: { from: number; to: number }[] = []
  for (const [from, to] of spans) {
    const last = busy.at(-1)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else busy.push({ from, to })
  }
  const work = busy.reduce((sum, { from, to }) => sum + Math.max(to - from, 1), 0)
  const gap = busy.length > 1 ? (work * IDLE) / (1 - IDLE) / (busy.length - 1) : 0
  const all = work + gap * Math.max(busy.length - 1, 0)
  return (moment) => {
    let before = 0
    for (const { from, to } of busy) {
      if (moment <= to) return Math.max(0, before + Math.max(0, moment - from)) / (all || 1)
      before += Math.max(to - from, 1) + gap
    }
    return 1
  }
}

/** What a row came to, in a word: a status, or the kind of the error. */
export const outcomeOf = (row: Row): string => {
  if ('refresh' in row) return row.refresh.error ? row.refresh.error.kind : 'new token'
  const { end, tries } = row
  if (!end) return tries.length === 0 ? 'waits' : 'on its way'
  const status = tries.at(-1)?.status
  if (!end.error) return String(status ?? 'done')
  return status === undefined ? end.error.kind : `${status} ${end.error.kind}`
}

/** Did it fail? */
export const hasFailed = (row: Row): boolean =>
  'refresh' in row ? row.refresh.error !== undefined : row.end?.error !== undefined
