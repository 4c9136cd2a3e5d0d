/** What a route answers, before it becomes a `Response`; no `body` means an empty one. */
export interface Answer {
  readonly status: number
  readonly body?: unknown
}

/** A bare answer: token, create, list, get, update and billing (contract.md part 0). */
export function reply(body: unknown, status = 200): Answer {
  return { status, body }
}

/** An enveloped answer: session and webhook routes (contract.md part 0). */
export function envelop(data: unknown): Answer {
  return { status: 200, body: { code: 200, success: true, data } }
}

/** A refusal in the error envelope, one of the shapes that clients read (contract.md 1.17). */
export function refuse(
  status: number,
  code: string,
  message: string,
  details: unknown = null,
): Answer {
  return { status, body: { code, message, details } }
}

/** A 422 whose `details` name each bad field. */
export function refuseFields(problems: Readonly<Record<string, string>>): Answer {
  const fields = Object.keys(problems).join(', ')
  return refuse(422, 'invalid_request', `Invalid: ${fields}`, problems)
}

/** The refusal that a fault of this HTTP status gives. */
export function refuseWith(status: number): Answer {
  const [code, message] = words[status] ?? (status >= 500 ? serverError : ['refused', 'Refused'])
  return refuse(status, code, message)
}

const serverError = ['internal_error', 'Something went wrong'] as const

const words: Readonly<Record<number, readonly [code: string, message: string]>> = {
  400: ['bad_request', 'Bad request'],
  401: ['unauthorized', 'Unauthorized'],
  403: ['forbidden', 'Forbidden'],
  404: ['not_found', 'Not found'],
  408: ['request_timeout', 'Request timeout'],
  409: ['conflict', 'Conflict'],
  429: ['rate_limited', 'Slow down'],
  502: ['bad_gateway', 'Bad gateway'],
  503: ['unavailable', 'Service unavailable'],
  504: ['gateway_timeout', 'Gateway timeout'],
}
