import type { Client, ClientOptions } from './client.ts'
import type { Knowledge } from './knowledge.ts'
import { createKnowledge } from './knowledge.ts'
import { createOracle } from './oracle.ts'
import { createPlayer } from './player.ts'
import type { Schedule } from './schedule.ts'
import { createServer } from './server.ts'
import type { Entry, EntryData, Row } from './todos.ts'
import { rowsOf } from './todos.ts'
import { createTraffic } from './traffic.ts'
import type { Shown, Violation } from './violation.ts'
import { createWire } from './wire.ts'

/** What is looked at in one run, besides what the oracle says of every cache. */
export interface Trial<C extends Client = Client> {
  readonly client: C
  /** What must hold in every state. */
  check?(shown: readonly Shown[]): Violation | undefined
  /** What must hold once everything is answered, before the last reads. */
  checkAnswered?(): Violation | undefined
  /** What must hold after the last reads; the entries are still there. */
  checkQuiet?(): Violation | undefined
  /** What must hold when the last entry is gone. */
  checkEmpty?(): Violation | undefined
}

/** What runs are judged by. */
export interface Judge {
  /** Is a row one thing, and is every single state judged? Else entries are judged one by one, between commands. */
  readonly isStrict: boolean
  begin(options: ClientOptions, knowledge: Knowledge): Trial
}

/** A turn of the event loop: whatever promises have to say to each other is said. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Equal in all that the server says of a row; a cache may know more of it. */
const isSameRow = (row: Row | undefined, truth: Row): boolean =>
  Object.entries(truth).every(([key, value]) => {
    const known = row?.[key as keyof Row]
    if (key === 'owner' && known && value) return isSameRow(known as Row, value as Row)
    return Object.is(known, value)
  })

const totalOf = (data: EntryData): number | undefined =>
  'pages' in data ? data.pages[0]?.total : 'rows' in data ? data.total : undefined

/** How a run is looked at. */
export interface RunOptions {
  /** Nothing is judged: the run goes on to its end whatever is shown. */
  readonly isBlind?: boolean
  onEnd?(knowledge: Knowledge): void
}

/** Runs a schedule on a client, and says the first thing that is wrong. */
export const run = async (
  { world, commands }: Schedule,
  judge: Judge,
  { isBlind = false, onEnd }: RunOptions = {},
): Promise<Violation | undefined> => {
  const keepsOrder = world.keepsOrder || !world.hasVersions
  const server = createServer({ rows: world.rows, versions: world.hasVersions })
  const knowledge = createKnowledge(server)
  const oracle = createOracle({ knowledge, keepsOrder, isRowOneThing: judge.isStrict })
  const traffic = createTraffic(knowledge, oracle)
  const { holdsReads, pipelines, copiesAlways } = world
  const { now } = traffic
  const wire = createWire({ server, events: traffic, now, holdsReads, keepsOrder, pipelines })
  let violation: Violation | undefined
  let trial: Trial | undefined

  let last: readonly Shown[] = []
  let lastNews = ''

  const look = () => {
    if (violation || !trial || isBlind) return
    const { client } = trial
    const shown: Shown[] = []
    for (const entry of knowledge.entries.values()) {
      const data = client.view(entry)
      if (data) shown.push({ entry, data })
    }
    const news = `${knowledge.clock()} ${server.time()}`
    const isSame =
      news === lastNews &&
      shown.length === last.length &&
      shown.every(({ entry, data }, i) => data === last[i]?.data && entry === last[i]?.entry)
    last = shown
    lastNews = news
    if (!isSame) violation = oracle.check(shown)
    violation ??= trial.check?.(shown)
  }

  const options: ClientOptions = {
    wire,
    usesAnswers: world.usesAnswers,
    hasVersions: world.hasVersions,
    saysSent: holdsReads,
    copiesAlways,
    drafts: world.drafts ?? false,
    byRows: world.byRows ?? false,
    tellsRows: world.tellsRows ?? false,
    onState: judge.isStrict ? look : () => {},
  }
  trial = judge.begin(options, knowledge)
  const { client } = trial
  const player = createPlayer({ world, client, wire, knowledge, traffic })

  /** What the last command led to is over, and what has no sense any more because of it. */
  const endTurn = async () => {
    await settle()
    while (wire.endHopeless()) await settle()
    look()
  }

  const drain = async () => {
    for (let open = wire.pending(); open.length > 0 && !violation; open = wire.pending()) {
      for (const exchange of open) {
        wire.send(exchange)
        if (exchange.isOrphan) wire.serve(exchange)
        else wire.end(exchange, 'answered')
        await endTurn()
      }
    }
  }

  const isRight = ({ entry, data }: { entry: Entry; data: EntryData | undefined }) => {
    const truth = data && server.value(entry, 'pages' in data ? data.pages.length : 1)
    if (!truth) return true
    const [rows, expected] = [rowsOf(data), rowsOf(truth)]
    const isSame = expected.every((row, i) => isSameRow(rows[i], row))
    return isSame && rows.length === expected.length && totalOf(data) === totalOf(truth)
  }

  const checkEnd = (): Violation | undefined => {
    for (const entry of knowledge.entries.values()) {
      const data = client.view(entry)
      if (isRight({ entry, data })) continue
      const text = `${entry.key}: ${JSON.stringify(data)}; server: ${JSON.stringify(server.value(entry))}`
      return { rule: 'end', text }
    }
    return trial?.checkQuiet?.()
  }

  try {
    player.open()
    await endTurn()
    if (world.startsFull) await drain()
    for (const command of commands) {
      player.play(command)
      await endTurn()
      if (violation) return violation
    }
    await drain()
    if (isBlind) return undefined
    violation ??= trial.checkAnswered?.()
    if (violation) return violation
    for (const entry of knowledge.entries.values()) {
      if (client.view(entry)) client.read(entry)
    }
    await endTurn()
    await drain()
    violation ??= checkEnd()
    if (violation) return violation
    for (const entry of [...knowledge.entries.values()]) client.forget(entry, true)
    await settle()
    return violation ?? trial.checkEmpty?.()
  } finally {
    onEnd?.(knowledge)
    client.dispose()
  }
}
