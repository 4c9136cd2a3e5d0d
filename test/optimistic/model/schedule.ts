import fc from 'fast-check'

/** What differs between the worlds of runs. */
export interface World {
  readonly rows: number
  readonly hasVersions: boolean
  readonly usesAnswers: boolean
  readonly holdsReads: boolean
  readonly keepsOrder: boolean
  /** What other clients write. */
  readonly others: 'other fields' | 'any field'
  /** Which entries are there from the start: a bit each. */
  readonly opened: number
}

const weights = {
  read: 8,
  update: 8,
  delete: 1,
  create: 3,
  stamp: 1,
  tell: 4,
  'other client': 7,
  send: 3,
  serve: 14,
  answer: 14,
  abort: 1,
  'abort read': 1,
  forget: 1,
  patch: 1,
  put: 1,
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

const world: fc.Arbitrary<World> = fc.record({
  rows: fc.integer({ min: 2, max: 5 }),
  hasVersions: fc.boolean(),
  usesAnswers: fc.boolean(),
  holdsReads: fc.boolean(),
  keepsOrder: fc.boolean(),
  others: fc.constantFrom('other fields', 'any field'),
  opened: fc.integer({ min: 0, max: 31 }),
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
  commands: fc.array(command, { minLength: 8, maxLength: 40, size: 'max' }),
})

/** A schedule as text: what a report of a bug holds. */
export const printSchedule = ({ world, commands }: Schedule): string =>
  [JSON.stringify(world), ...commands.map(({ kind, pick, how }) => `${kind} ${pick} ${how}`)].join(
    '\n',
  )
