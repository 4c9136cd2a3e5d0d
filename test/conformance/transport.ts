import type { AnswerTo, Call, Server } from './server.ts'

/** The server said no: it did nothing. */
export class Refused extends Error {}

/** Nothing was heard from the server: it may have done it or not. */
export class Lost extends Error {}

/** In words, for what is reported. */
export function describe(call: Call): string {
  switch (call.kind) {
    case 'list':
      return call.list === 'all' ? 'read of the list' : `read of the list '${call.list}'`
    case 'detail':
      return `read of row ${call.id}`
    case 'feed':
      return `read of page ${call.page}`
    case 'create':
      return `create of ${call.fields.name}`
    case 'remove':
      return `delete of ${call.id}`
    case 'update':
      return `update of ${call.id} to ${Object.values(call.patch).join('/')}`
    case 'updateMany':
      return `update of ${call.ids.join(' and ')} to ${Object.values(call.patch).join('/')}`
    case 'removeMany':
      return `delete of ${call.ids.join(' and ')}`
    case 'createMany':
      return `create of ${call.fields.map(({ name }) => name).join(' and ')}`
    case 'move':
      return `move of ${call.id} to '${call.to}'`
    case 'vote':
      return `vote for ${call.id}`
  }
}

type Outcome = { readonly value: unknown } | { readonly error: Error }

/** A request that is held until the scenario says what becomes of it. */
export class Sent {
  /** Somebody already waits for it in the scenario. */
  isTaken = false
  isOver = false
  #answer: Outcome | undefined

  constructor(
    readonly call: Call,
    readonly settle: (outcome: Outcome) => void,
    readonly server: Server,
    /** Waits until the library has done everything that it does by itself, then notes what it was. */
    readonly after: (what: string) => Promise<void>,
  ) {}

  get isAtServer(): boolean {
    return this.#answer !== undefined
  }

  /** The server handles it now; its answer is on the way until the scenario lets it land. */
  arrives(): this {
    if (this.#answer) return this
    try {
      this.#answer = { value: structuredClone(this.server.handle(this.call)) }
    } catch (error) {
      this.#answer = { error: new Refused(String(error)) }
    }
    return this
  }

  /** The answer is there: what the server said when the request arrived, which is now unless it has before. */
  lands(): Promise<void> {
    this.arrives()
    return this.#end(this.#answer ?? { error: new Lost() }, 'landed')
  }

  /** The server refuses it and does nothing. */
  isRefused(): Promise<void> {
    return this.#end({ error: new Refused('refused') }, 'was refused')
  }

  /** The connection breaks: whatever the server did, the client does not hear of it. */
  isLost(): Promise<void> {
    return this.#end({ error: new Lost('the connection broke') }, 'was lost')
  }

  #end(outcome: Outcome, what: string): Promise<void> {
    this.isOver = true
    this.settle(outcome)
    return this.after(`${describe(this.call)} ${what}`)
  }
}

/** The only way from a client to the server. */
export class Transport {
  readonly sent: Sent[] = []

  constructor(
    readonly server: Server,
    readonly after: (what: string) => Promise<void>,
  ) {}

  send<C extends Call>(call: C, signal?: AbortSignal): Promise<AnswerTo<C>> {
    return new Promise((resolve, reject) => {
      const settle = (outcome: Outcome) =>
        // The one place where the table's answer and the call's type meet.
        'value' in outcome ? resolve(outcome.value as AnswerTo<C>) : reject(outcome.error)
      const request = new Sent(call, settle, this.server, this.after)
      signal?.addEventListener('abort', () => {
        request.isOver = true
        reject(new DOMException('aborted', 'AbortError'))
      })
      this.sent.push(request)
    })
  }
}
