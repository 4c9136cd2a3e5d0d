import { readFileSync } from 'node:fs'

/** A request as a recording or our own fetch saw it. */
export interface WireRequest {
  method: string
  path: string
  headers: Record<string, string | string[]>
  body: unknown
}

/** What one official client put on the wire for one call. */
export interface WireRecord {
  sdk: string
  operation: string
  case: string
  client?: string
  args: unknown[]
  faults?: Fault[]
  requests: WireRequest[]
}

/** What the recording server did wrong on purpose. */
export interface Fault {
  match: string
  always?: boolean
  status?: number
  statusText?: string
  headers?: Record<string, string>
  json?: unknown
  body?: string
  destroy?: boolean
  delayMs?: number
}

/** One call in one situation, as each client made it. */
export interface WireCase {
  name: string
  operation: string
  situation: string
  records: WireRecord[]
}

const file = new URL('./recordings.json', import.meta.url)

/** All recordings, case by case. */
export const readCases = (): WireCase[] => {
  const records: WireRecord[] = JSON.parse(readFileSync(file, 'utf8'))
  const cases = new Map<string, WireCase>()
  for (const record of records) {
    const name = `${record.operation}: ${record.case}`
    const known = cases.get(name)
    if (known) known.records.push(record)
    else
      cases.set(name, {
        name,
        operation: record.operation,
        situation: record.case,
        records: [record],
      })
  }
  return [...cases.values()]
}

/** What is compared: method, path, decoded query, credential headers, content type, parsed body. */
export interface Compared {
  method: string
  path: string
  query: [string, string][]
  headers: Record<string, unknown>
  body: unknown
}

const compared = ['authorization', 'x-client-token', 'x-instance-token', 'content-type']

/** Reduces a request to what is compared. */
export const toCompared = ({ method, path, headers, body }: WireRequest): Compared => {
  const [pathname = '', query = ''] = path.split(/\?(.*)/s, 2)
  return {
    method,
    path: pathname,
    query: [...new URLSearchParams(query)],
    headers: Object.fromEntries(
      compared.filter((name) => headers[name] !== undefined).map((name) => [name, headers[name]]),
    ),
    body: body ?? null,
  }
}

/** The first request of the call; with the one for its token before it when that was part of it. */
export const firstRequests = (requests: readonly WireRequest[]): Compared[] => {
  const [first, second] = requests
  if (!first) return []
  if (first.path !== '/token' || !second) return [toCompared(first)]
  return [toCompared(first), toCompared(second)]
}
