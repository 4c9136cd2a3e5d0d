import type { MockGateway } from 'vzaps-rtk/mock'

/** How a call that is held ends: as the gateway has it, or refused. */
export type Verdict = 'through' | 'refused'

/** A call on its way. A read has its answer already; a change has not reached the gateway yet. */
export interface HeldCall {
  readonly id: string
  readonly kind: 'read' | 'change'
  /** The names that a read's answer carries. */
  readonly names?: readonly string[]
}

interface Held extends HeldCall {
  readonly end: (verdict: Verdict) => void
}

/** The line between a store and its gateway. */
export interface Wire {
  readonly fetch: (request: Request) => Promise<Response>
  /** From now on every call waits until it is told how it ends. */
  hold(): void
  /** The calls that wait, in the order in which they were sent. */
  held(): readonly HeldCall[]
  /** Ends a call; one that does not wait here is left alone. */
  end(id: string, verdict: Verdict): void
  /** Resolves once every call that was sent has arrived here, or has been answered. */
  settled(): Promise<void>
}

const nameIn = async (body: Response | Request): Promise<string> =>
  ((await body.clone().json()) as { readonly name: string }).name

const namesIn = async (answer: Response): Promise<readonly string[]> => {
  const { content } = (await answer.clone().json()) as {
    readonly content: readonly { readonly name: string }[]
  }
  return content.map(({ name }) => name)
}

/** Puts a line in front of a gateway. Its calls are named by what they ask, so that two lines name them alike. */
export const createWire = (gateway: MockGateway): Wire => {
  let isHolding = false
  let reads = 0
  let held: readonly Held[] = []
  const arriving = new Set<Promise<unknown>>()

  const wait = (call: HeldCall): Promise<Verdict> =>
    new Promise((resolve) => {
      const end = (verdict: Verdict) => {
        held = held.filter(({ id }) => id !== call.id)
        resolve(verdict)
      }
      held = [...held, { ...call, end }]
    })

  /** Asks the gateway at once, as the answer is one of this moment; what waits is the answer. */
  const read = async (request: Request, id: string): Promise<() => Promise<Response>> => {
    const answer = await gateway.fetch(request)
    const waiting = wait({ id, kind: 'read', names: await namesIn(answer) })
    return () => waiting.then(() => answer)
  }

  const change = async (request: Request): Promise<() => Promise<Response>> => {
    const verb = request.method === 'PUT' ? 'create' : 'rename to'
    const waiting = wait({ id: `${verb} ${await nameIn(request)}`, kind: 'change' })
    return async () => {
      if ((await waiting) === 'refused') gateway.faults.failNext({ kind: 'status', status: 409 })
      return gateway.fetch(request)
    }
  }

  return {
    fetch: async (request) => {
      // Added here, so that no secret is on the request that RTK Query keeps.
      const headers = new Headers(request.headers)
      headers.set('authorization', `Bearer ${gateway.tokens.issue()}`)
      const authorized = new Request(request, { headers })
      if (!isHolding) return gateway.fetch(authorized)
      const isRead = authorized.url.endsWith('/list')
      if (isRead) reads += 1
      const arrival = isRead ? read(authorized, `read ${reads}`) : change(authorized)
      arriving.add(arrival)
      const answer = await arrival.finally(() => arriving.delete(arrival))
      return answer()
    },
    hold: () => {
      isHolding = true
    },
    held: () => held,
    end: (id, verdict) => held.find((call) => call.id === id)?.end(verdict),
    settled: async () => {
      while (arriving.size > 0) await Promise.allSettled(arriving)
    },
  }
}
