import fc from 'fast-check'

/** What differs between the worlds of runs. */
export interface World {
  readonly rows: number
  readonly hasVersions: boolean
  readonly usesAnswers: boolean
  readonly holdsReads: boolean
  readonly keepsOrder: boolean
  /** Changes that conflict are on their way at once. */
  readonly pipelines: boolean
  /** A reducer around the api's copies each state. */
  readonly copiesAlways: boolean
  /** What other clients write. */
  readonly others: 'other fields' | 'any field'
  /** Which entries are asked for at the start: a bit each. */
  readonly opened: number
  /** They are answered before anything happens. */
  readonly startsFull: boolean
  /** Recipes change drafts instead of returning values. */
  readonly drafts?: boolean
  /** Changes of many rows are told row by row, and not for whole entries. */
  readonly byRows?: boolean
  /** Pushes tell rows, fields or that a row is gone, and not the mutation of another client. */
  readonly tellsRows?: boolean
  /** No push tells fields of which nobody could know whether a row with a version has them. */
  readonly isClear?: boolean
}

const weights = {
  read: 6,
  'read more': 3,
  update: 20,
  delete: 2,
  move: 3,
  create: 7,
  'create several': 2,
  stamp: 1,
  'mark all': 4,
  clear: 2,
  tell: 3,
  push: 3,
  arrive: 3,
  'other client': 4,
  send: 2,
  serve: 6,
  answer: 19,
  abort: 1,
  'abort read': 1,
  forget: 1,
  patch: 1,
  put: 1,
  restore: 1,
  copy: 1,
} as const

/** What a command does. */
export type CommandKind = keyof typeof weights

/** One step of a run; `pick` and `how` choose among what there is then, so that every command fits every state. */
export interface Command {
  readonly kind: CommandKind
  readonly pick: number
  readonly how: number
}

/** A run: a world, and what happens in it. */
export interface Schedule {
  readonly world: World
  readonly commands: readonly Command[]
}

const bits = fc.nat({ max: 1023 })

const world: fc.Arbitrary<World> = fc.record({
  rows: fc.integer({ min: 2, max: 6 }),
  hasVersions: fc.boolean(),
  usesAnswers: fc.boolean(),
  holdsReads: fc.boolean(),
  keepsOrder: fc.boolean(),
  pipelines: fc.boolean(),
  copiesAlways: fc.integer({ min: 0, max: 7 }).map((dice) => dice === 0),
  others: fc.constantFrom('other fields', 'any field'),
  // Few of them: every state of every entry is judged.
  opened: fc.tuple(bits, bits).map(([some, others]) => some & others || some),
  startsFull: fc.integer({ min: 0, max: 7 }).map((dice) => dice > 0),
  drafts: fc.boolean(),
  byRows: fc.boolean(),
  tellsRows: fc.boolean(),
  isClear: fc.constant(true),
})

const command: fc.Arbitrary<Command> = fc.record({
  kind: fc.oneof(
    ...Object.entries(weights).map(([kind, weight]) => ({
      weight,
      arbitrary: fc.constant(kind as CommandKind),
    })),
  ),
  pick: fc.nat({ max: 59 }),
  how: fc.nat({ max: 59 }),
})

/** Random runs, harsh ones: mutations, polls, pushes and other clients all within a few steps of each other. */
export const schedules: fc.Arbitrary<Schedule> = fc.record({
  world,
  commands: fc.array(command, { minLength: 20, maxLength: 48, size: 'max' }),
})

/** A schedule as text: what a report of a bug holds. */
export const printSchedule = ({ world, commands }: Schedule): string =>
  [JSON.stringify(world), ...commands.map(({ kind, pick, how }) => `${kind} ${pick} ${how}`)].join(
    '\n',
  )
