import type { Client, ClientOptions } from './client.ts'
import type { Knowledge } from './knowledge.ts'
import { createKnowledge } from './knowledge.ts'
import { createOracle } from './oracle.ts'
import { createPlayer } from './player.ts'
import type { Schedule } from './schedule.ts'
import { createServer } from './server.ts'
import type { Entry } from './todos.ts'
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

/** Runs a schedule on a client, and says the first thing that is wrong. */
export const run = async (
  { world, commands }: Schedule,
  judge: Judge,
): Promise<Violation | undefined> => {
  const keepsOrder = world.keepsOrder || !world.hasVersions
  const server = createServer({ rows: world.rows, versions: world.hasVersions })
  const knowledge = createKnowledge(server)
  const oracle = createOracle({ knowledge, keepsOrder, isRowOneThing: judge.isStrict })
  const traffic = createTraffic(knowledge, oracle)
  const { holdsReads } = world
  const wire = createWire({ server, events: traffic, now: traffic.now, holdsReads, keepsOrder })
  let violation: Violation | undefined
  let trial: Trial | undefined

  let last: readonly Shown[] = []
  let lastNews = ''

  const look = () => {
    if (violation || !trial) return
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
    onState: judge.isStrict ? look : () => {},
  }
  trial = judge.begin(options, knowledge)
  const { client } = trial
  const player = createPlayer({ world, client, wire, knowledge, traffic })

  const drain = async () => {
    for (let open = wire.pending(); open.length > 0 && !violation; open = wire.pending()) {
      for (const exchange of open) {
        wire.send(exchange)
        if (exchange.isOrphan) wire.serve(exchange)
        else wire.end(exchange, 'answered')
        await settle()
        look()
      }
    }
  }

  const isRight = ({ entry, data }: { entry: Entry; data: ReturnType<Client['view']> }) => {
    const truth = server.read(entry)
    if (!truth || !data) return true
    const [rows, expected] = [rowsOf(data), rowsOf(truth)]
    const isSame = expected.every((row, i) =>
      Object.entries(row).every(([key, value]) => Object.is({ ...rows[i] }[key], value)),
    )
    const totals = 'rows' in data && 'rows' in truth ? [data.total, truth.total] : [0, 0]
    return isSame && rows.length === expected.length && totals[0] === totals[1]
  }

  const checkEnd = (): Violation | undefined => {
    for (const entry of knowledge.entries.values()) {
      const data = client.view(entry)
      if (isRight({ entry, data })) continue
      const text = `${entry.key}: ${JSON.stringify(data)}; server: ${JSON.stringify(server.read(entry))}`
      return { rule: 'end', text }
    }
    return trial?.checkQuiet?.()
  }

  try {
    player.open()
    await settle()
    for (const command of commands) {
      player.play(command)
      await settle()
      look()
      if (violation) return violation
    }
    await drain()
    violation ??= trial.checkAnswered?.()
    if (violation) return violation
    for (const entry of knowledge.entries.values()) {
      if (client.view(entry)) client.read(entry)
    }
    await settle()
    await drain()
    violation ??= checkEnd()
    if (violation) return violation
    for (const entry of [...knowledge.entries.values()]) client.forget(entry, true)
    await settle()
    return violation ?? trial.checkEmpty?.()
  } finally {
    client.dispose()
  }
}
