/** A fault, and how it gets into the code. */
export interface Bug {
  readonly name: string
  /** What is wrong then. */
  readonly what: string
  readonly edits: readonly { readonly file: string; readonly from: string; readonly to: string }[]
}

/**
 * Faults to be put into `src/overlay` on purpose, one at a time: the random model has to find each. `edits` says which text
 * of which file becomes which; the text stands there once.
 */
export const bugs: readonly Bug[] = [
  {
    name: 'late reads',
    what: 'What settled after a read left is not done again to its answer.',
    edits: [
      { file: 'engine/missed.ts', from: 'one.endedAt > sentAt', to: 'one.endedAt > Infinity' },
    ],
  },
  {
    name: 'further pages',
    what: 'A further page of a list is taken for an answer about all rows of its entry.',
    edits: [
      {
        file: 'events/reads.ts',
        from: 'const isPartial = untold.length > 0',
        to: 'const isPartial = untold.length > 0 && sentAt < 0',
      },
    ],
  },
  {
    name: 'order of settling',
    what: 'An operation that settles never waits for an older one that it conflicts with.',
    edits: [
      {
        file: 'engine/conflicts.ts',
        from: 'const { open } = tx.index\n  const { row',
        to: 'const { open } = tx.index\n  if (open.waiting >= 0) return false\n  const { row',
      },
    ],
  },
  {
    name: 'a list that grows loses the new row',
    what: 'Whether a new row stands in an entry is asked again with the argument of its last page.',
    edits: [
      {
        file: 'engine/fold.ts',
        from: 'if (insert && ofMade && stands(tx, key, operation, insert)) {',
        to: "if (insert && ofMade && stands(tx, key, operation, insert) && insert.into[endpointName ?? '']?.(entryOf(tx, key)?.originalArgs, operation.arg)) {",
      },
    ],
  },
  {
    name: 'two ids',
    what: 'No row of an answer is recognised as the one that is being made.',
    edits: [
      {
        file: 'engine/created-rows.ts',
        from: '[...unseen].find((one) => isMade(tx, operation, one))',
        to: '[...unseen].find((one) => isMade(tx, operation, one) && unseen.size < 0)',
      },
    ],
  },
  {
    name: 'copies',
    what: 'A copy of the own state is taken for that of another page: what is pending in it is dropped.',
    edits: [
      {
        file: 'reducer/reducer.ts',
        from: 'isOwn(found, action) ?',
        to: 'isOwn(found, action) && known.has(found) ?',
      },
      {
        file: 'reducer/reducer.ts',
        from: '  return Object.assign(reduce, {',
        to: '  const known = new WeakSet<object>()\n  const remember = (found: SliceState | undefined, action: UnknownAction): SliceState => {\n    const next = reduce(found, action)\n    known.add(next)\n    return next\n  }\n  return Object.assign(remember, {',
      },
    ],
  },
  {
    name: 'one row, one truth',
    what: 'The rows of an answer are not written into the other entries that hold them.',
    edits: [
      {
        file: 'engine/landing.ts',
        from: '  if (news.size === 0) return\n',
        to: '  if (news.size < 1_000) return\n',
      },
    ],
  },
  {
    name: 'older over newer',
    what: 'An answer with an older version of a row replaces a newer one.',
    edits: [
      {
        file: 'recipes/schema.ts',
        from: 'return a < b ? -1 : a > b ? 1 : 0',
        to: 'return a < b ? 1 : a > b ? -1 : 0',
      },
    ],
  },
  {
    name: 'unknown is refused',
    what: 'An operation whose outcome nobody knows is taken back as if it were refused.',
    edits: [
      {
        file: 'events/mutations.ts',
        from: "if (outcome === 'unknown' && !isEarly",
        to: "if (outcome === 'unknown' && tx.overlay.clock < 0 && !isEarly",
      },
    ],
  },
  {
    name: 'any answer tells',
    what: 'An operation of unknown outcome is dropped by an answer that left before that was learned.',
    edits: [
      {
        file: 'events/reads.ts',
        from: 'operation.endedAt <= sentAt &&\n      (isTold',
        to: 'operation.endedAt <= Infinity &&\n      (isTold',
      },
    ],
  },
  {
    name: 'phases',
    what: 'What operations do to whole entries is played after all that others do to rows.',
    edits: [
      {
        file: 'engine/views.ts',
        from: 'const operations = tx.overlay.operations.filter((operation) => isTarget(tx, operation, key))',
        to: 'const all = tx.overlay.operations.filter((operation) => isTarget(tx, operation, key))\n  const isWhole = (one: Operation) => tx.schema.recipeOf(one).changesEntries\n  const operations = [...all.filter((one) => !isWhole(one)), ...all.filter(isWhole)]',
      },
    ],
  },
  {
    name: 'a move reads the server alone',
    what: 'A row that is moved is shown as the server has it, without the older operations on it.',
    edits: [
      {
        file: 'engine/read-rows.ts',
        from: 'return playOlder(tx, entry, operation, ref, server, play)',
        to: 'return server && playOlder.length ? server : playOlder(tx, entry, operation, ref, server, play)',
      },
    ],
  },
  {
    name: 'one of several',
    what: 'Of the rows that one mutation makes only the first is shown.',
    edits: [
      {
        file: 'recipes/rows-made.ts',
        from: 'let item = 0; item < count; item++',
        to: 'let item = 0; item < Math.min(count, 1); item++',
      },
    ],
  },
  {
    name: 'told to be gone',
    what: 'A row that a push tells to be gone stays where it is.',
    edits: [
      {
        file: 'engine/told.ts',
        from: 'if (!fields) return undefined',
        to: 'if (!fields) return row',
      },
    ],
  },
  {
    name: 'told as of before',
    what: 'What is told of a row as of an earlier moment is taken for what it is now.',
    edits: [
      {
        file: 'events/told-rows.ts',
        from: 'Math.min((asOf ?? clock) + 2 ** -21, clock)',
        to: 'Math.max((asOf ?? clock) + 2 ** -21, clock)',
      },
    ],
  },
]
