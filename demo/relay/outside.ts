import type { InstanceRow, MockGateway } from 'vzaps-rtk/mock'
import type { MisbehavingGateway } from '../store/misbehaviour.ts'
import type { Named } from '../store/outside.ts'
import type { OutsideCall } from '../store/outside-calls.ts'
import { besidesHeader } from '../store/outside-calls.ts'

/** The gateway checks what it is given: what comes is whatever JSON can hold. */
type Calls = Readonly<Record<OutsideCall, (...args: never[]) => unknown>>

/** No more of a row is for the page: it holds the instance's token. */
const toNamed = ({ id, name }: InstanceRow): Named => ({ id, name })

const callsOf = (gateway: MockGateway, misbehaviour: MisbehavingGateway): Calls => {
  const { instances, faults, tokens, realtime } = gateway
  return {
    turn: misbehaviour.turn,
    list: () => instances.list().map(toNamed),
    get: (id: string) => {
      const row = instances.get(id)
      return row && toNamed(row)
    },
    add: (row: { readonly name: string }) => toNamed(instances.add(row)),
    patch: (id: string, fields: { readonly name: string }) => toNamed(instances.patch(id, fields)),
    remove: instances.remove,
    expireTokens: tokens.expire,
    dropSockets: () => realtime.drop(),
    setFaults: faults.set,
    failNext: faults.failNext,
    resetFaults: faults.reset,
    dropConnection: gateway.dropConnection,
    scanQr: gateway.scanQr,
    receiveMessage: gateway.receiveMessage,
    completeCheckout: gateway.completeCheckout,
    failCheckout: gateway.failCheckout,
    advance: gateway.advance,
  }
}

const isPattern = (value: unknown): value is { readonly pattern: string } =>
  typeof value === 'object' && value !== null && 'pattern' in value

const withPatterns = (_key: string, value: unknown) =>
  isPattern(value) ? new RegExp(value.pattern) : value

/** Only pages of this machine's own server: other ones send another origin, or no JSON. */
const isOwnPage = ({ headers }: Request): boolean => {
  const host = headers.get('Host') ?? ''
  return (
    /^(127\.0\.0\.1|localhost|\[::1\]):\d+$/.test(host) &&
    headers.get('Origin') === `http://${host}` &&
    headers.get('Content-Type') === 'application/json'
  )
}

/** Answers what the page asks of the world outside: `POST /playground/<name>`. */
export const createOutside = (gateway: MockGateway, misbehaviour: MisbehavingGateway) => {
  const calls = callsOf(gateway, misbehaviour)
  const answer = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url)
    const name = pathname.replace('/playground/', '')
    const refuse = (status: number, message: string) => Response.json({ message }, { status })
    if (!isOwnPage(request)) return refuse(403, 'Only the playground’s own page may ask, with JSON')
    if (!Object.hasOwn(calls, name)) {
      return refuse(404, `No ${name}: there are ${Object.keys(calls).join(', ')}`)
    }
    try {
      const args: unknown = JSON.parse(await request.text(), withPatterns)
      if (!Array.isArray(args)) return refuse(422, 'The arguments must be a JSON array')
      const given = calls[name as OutsideCall](...(args as never[]))
      return Response.json(given ?? null)
    } catch (error) {
      return refuse(422, error instanceof Error ? error.message : String(error))
    }
  }
  let count = 0
  return {
    answer,
    /** Says with an answer what is wrong at the moment. */
    mark: (response: Response): Response => {
      count += 1
      response.headers.set(besidesHeader, `${count} ${JSON.stringify(misbehaviour.besides())}`)
      return response
    },
  }
}
