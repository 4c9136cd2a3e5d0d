/** What a route answers, before it becomes a `Response`; no `body` means an empty one. */
export interface Answer {
  readonly status: number
  readonly body?: unknown
}

/** A bare answer: token, create, list, get, update and billing. */
export const reply = (body: unknown, status = 200): Answer => ({ status, body })

/** An enveloped answer: session and webhook routes. */
export const envelop = (data: unknown): Answer => ({
  status: 200,
  body: { code: 200, success: true, data },
})

/** A refusal in the error envelope, one of the shapes that clients read. */
export const refuse = (
  status: number,
  code: string,
  message: string,
  details: unknown = null,
): Answer => ({ status, body: { code, message, details } })

/** A 422 whose `details` name each bad field. */
export const refuseFields = (problems: Readonly<Record<string, string>>): Answer => {
  const fields = Object.keys(problems).join(', ')
  return refuse(422, 'invalid_request', `Invalid: ${fields}`, problems)
}

/** The 404 of an instance that is not there. */
export const refuseUnknown = (what = 'Instance'): Answer =>
  refuse(404, 'not_found', `${what} not found`)

/** The refusal that a fault of this HTTP status gives. */
export const refuseWith = (status: number): Answer => {
  const [code, message] = words[status] ?? (status >= 500 ? serverError : ['refused', 'Refused'])
  return refuse(status, code, message)
}

type Words = readonly [code: string, message: string]

const serverError: Words = ['internal_error', 'Something went wrong']

const words: Readonly<Record<number, Words>> = {
  400: ['bad_request', 'Bad request'],
  401: ['unauthorized', 'Unauthorized'],
  403: ['forbidden', 'Forbidden'],
  404: ['not_found', 'Not found'],
  408: ['request_timeout', 'Request timeout'],
  409: ['conflict', 'Conflict'],
  413: ['body_too_large', 'The body is too large'],
  429: ['rate_limited', 'Slow down'],
  502: ['bad_gateway', 'Bad gateway'],
  503: ['service_unavailable', 'Service unavailable'],
  504: ['gateway_timeout', 'Gateway timeout'],
}
