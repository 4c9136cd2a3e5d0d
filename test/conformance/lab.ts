import type { Adapter, Client } from './scenario.ts'
import { type Call, type Column, type ListName, type Patch, type Row, Server } from './server.ts'
import { describe, type Sent, Transport } from './transport.ts'

/** What was seen is not what had to be. */
export class Mismatch extends Error {}

/** Each view that somebody who reads at every change has seen, without repetitions. */
export type Seen = string[]

const rowText = ({ name, note, votes }: Row) =>
  `${name}${votes > 0 ? `+${votes}` : ''}${note ? `(${note})` : ''}`
const rowsText = (rows: readonly Row[] | undefined) =>
  rows ? rows.map(rowText).join(' ') : 'nothing'

/** A server, a client of the library, and the means to script and check what happens between them. */
export class Lab {
  readonly server: Server
  readonly client: Client
  readonly #transport: Transport
  readonly #clients: Client[] = []
  readonly #samplers: (() => void)[] = []
  readonly #adapter: Adapter
  #last = 'the start'

  constructor(adapter: Adapter, names: readonly string[]) {
    this.server = new Server(names)
    this.#transport = new Transport(this.server, (what) => this.#after(what))
    this.#adapter = adapter
    this.client = this.secondClient()
  }

  /** Another one of the same library, as in a new page load. */
  secondClient(): Client {
    const client = this.#adapter.createClient(this.#transport)
    this.#clients.push(client)
    return client
  }

  dispose(): void {
    for (const client of this.#clients) client.dispose()
  }

  /** Shows lists, with the answers that the server has for them now. */
  async mount(...lists: readonly ListName[]): Promise<void> {
    for (const list of lists) this.client.mountList(list)
    await this.reads()
  }

  async mountDetail(...ids: readonly string[]): Promise<void> {
    for (const id of ids) this.client.mountDetail(id)
    await this.reads()
  }

  async mountFeed(): Promise<void> {
    this.client.mountFeed?.()
    await this.reads()
  }

  /** A read of the list that the server has not answered yet: the one that is on its way, or a new one. */
  poll(list: ListName = 'all'): Promise<Sent> {
    return this.#poll({ kind: 'list', list }, () => this.client.pollList(list))
  }

  pollDetail(id: string): Promise<Sent> {
    return this.#poll({ kind: 'detail', id }, () => this.client.pollDetail(id))
  }

  async update(id: string, patch: Patch): Promise<Sent> {
    this.client.update(id, patch)
    return this.next('update')
  }

  async remove(id: string): Promise<Sent> {
    this.client.remove(id)
    return this.next('remove')
  }

  async create(name: string): Promise<Sent> {
    this.client.create({ name })
    return this.next('create')
  }

  async updateMany(ids: readonly string[], patch: Patch): Promise<Sent> {
    this.client.updateMany(ids, patch)
    return this.next('updateMany')
  }

  async removeMany(...ids: readonly string[]): Promise<Sent> {
    this.client.removeMany(ids)
    return this.next('removeMany')
  }

  async createMany(...names: readonly string[]): Promise<Sent> {
    this.client.createMany(names.map((name) => ({ name })))
    return this.next('createMany')
  }

  async move(id: string, to: Column): Promise<Sent> {
    this.client.move(id, to)
    return this.next('move')
  }

  async vote(id: string): Promise<Sent> {
    this.client.vote(id)
    return this.next('vote')
  }

  /** Under which id the row with this name is shown. */
  idOf(name: string, list: ListName = 'all'): string {
    const row = this.client.list(list)?.items.find((each) => each.name === name)
    if (!row) throw new Mismatch(`no ${name} is shown after ${this.#last}`)
    return row.id
  }

  /** No request of this kind is out, nor has been without the scenario's knowledge. */
  sentNo(kind: Call['kind']): void {
    const request = this.#transport.sent.find((each) => each.call.kind === kind && !each.isTaken)
    if (request) throw new Mismatch(`the ${describe(request.call)} was sent after ${this.#last}`)
  }

  /** The first request of this kind that the scenario has not got hold of yet. */
  async next(kind: Call['kind']): Promise<Sent> {
    await this.#adapter.idle()
    const request = this.#transport.sent.find(
      (each) => each.call.kind === kind && !each.isTaken && !each.isOver,
    )
    if (!request) throw new Mismatch(`no ${kind} was sent after ${this.#last}`)
    request.isTaken = true
    await this.#after(`the ${describe(request.call)} was sent`)
    return request
  }

  /** Reads that are out: what the library fetches again by itself, and what polls have left. */
  get pending(): readonly Sent[] {
    return this.#transport.sent.filter(({ isOver, call }) => !isOver && isRead(call))
  }

  /** Lets every read land, those included that follow from it, with what the server says by then. */
  async reads(): Promise<void> {
    await this.#adapter.idle()
    for (let round = 0; round < 30; round += 1) {
      const [request] = this.pending
      if (!request) return
      await request.lands()
    }
    throw new Mismatch('the client never stops reading')
  }

  /** Everything lands; what is shown by then must be what the server has. */
  async quiet(...lists: readonly ListName[]): Promise<void> {
    for (const request of this.#transport.sent) if (!request.isOver) await request.lands()
    await this.reads()
    this.#last = 'everything has landed'
    for (const list of lists.length > 0 ? lists : (['all'] as const)) {
      this.sees(rowsText(this.server.list(list).items), list)
    }
    for (const row of this.server.rows) this.#agrees(row)
  }

  sees(text: string, list: ListName = 'all', client = this.client): void {
    this.#expect(text, rowsText(client.list(list)?.items))
  }

  seesDetail(id: string, text: string): void {
    const row = this.client.detail(id)
    this.#expect(text, row ? rowText(row) : 'nothing', `row ${id}: `)
  }

  /** What is in both columns. */
  seesColumns(text: string): void {
    this.#expect(text, this.#columns())
  }

  /** What is found of a row by its id. */
  seesRow(id: string, text: string): void {
    const row = this.client.row?.(id)
    this.#expect(text, row ? rowText(row) : 'nothing', `row ${id}: `)
  }

  /** Whether "Saving..." stands beside a row. */
  seesSaving(id: string, isSaving: boolean): void {
    this.#expect(String(isSaving), String(this.client.isSaving?.(id)), `saving row ${id}: `)
  }

  seesTotal(total: number, list: ListName = 'all'): void {
    this.#expect(String(total), String(this.client.list(list)?.total), 'total ')
  }

  seesFeed(text: string): void {
    this.#expect(text, rowsText(this.client.feed?.()))
  }

  /** Notes from now on what a reader of the list sees, at every change. */
  record(list: ListName = 'all'): Seen {
    return this.#sample(() => rowsText(this.client.list(list)?.items))
  }

  /** The same of a row in its detail. */
  recordDetail(id: string): Seen {
    return this.#sample(() => {
      const row = this.client.detail(id)
      return row ? rowText(row) : 'nothing'
    })
  }

  /** The same of a row in the list and in its detail, side by side. */
  recordBoth(id: string): Seen {
    return this.#sample(() => {
      const inList = this.client.list('all')?.items.find((row) => row.id === id)
      const alone = this.client.detail(id)
      return `${inList ? rowText(inList) : 'nothing'}|${alone ? rowText(alone) : 'nothing'}`
    })
  }

  /** The same of both columns, side by side. */
  recordColumns(): Seen {
    return this.#sample(() => this.#columns())
  }

  /** Nothing else was seen in between. */
  saw(seen: Seen, ...views: readonly string[]): void {
    if (seen.join() !== views.join()) {
      throw new Mismatch(`saw ${seen.join(' -> ')}, not ${views.join(' -> ')}`)
    }
  }

  /** The very same object, so that nobody renders it again. */
  isSame(before: unknown, after: unknown): void {
    if (before !== after) throw new Mismatch(`an equal row is another object after ${this.#last}`)
  }

  /** Something that the library does without a request has been done. */
  done(what: string): Promise<void> {
    return this.#after(what)
  }

  async #poll(call: Call, start: () => void): Promise<Sent> {
    const find = () =>
      this.#transport.sent.find(
        (each) => !each.isOver && !each.isAtServer && describe(each.call) === describe(call),
      )
    await this.#adapter.idle()
    if (!find()) start()
    await this.#adapter.idle()
    const request = find()
    if (!request) throw new Mismatch(`no ${describe(call)} was sent after ${this.#last}`)
    request.isTaken = true
    return request
  }

  #columns(): string {
    return (['open', 'done'] as const)
      .map((list) => rowsText(this.client.list(list)?.items))
      .join('|')
  }

  #agrees(row: Row): void {
    const alone = this.client.detail(row.id)
    if (alone) this.#expect(rowText(row), rowText(alone), `row ${row.id}: `)
  }

  #sample(view: () => string): Seen {
    const seen: Seen = []
    const sampler = () => {
      const text = view()
      if (seen.at(-1) !== text) seen.push(text)
    }
    sampler()
    this.#samplers.push(sampler)
    this.client.subscribe(sampler)
    return seen
  }

  async #after(what: string): Promise<void> {
    await this.#adapter.idle()
    for (const sampler of this.#samplers) sampler()
    this.#last = what
  }

  #expect(expected: string, actual: string, label = ''): void {
    if (expected === actual) return
    throw new Mismatch(`saw ${label}${actual}, not ${expected}, after ${this.#last}`)
  }
}

const isRead = ({ kind }: Call) => kind === 'list' || kind === 'detail' || kind === 'feed'
