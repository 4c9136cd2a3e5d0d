/** The rows of the table: which figure of which scenario, and where ours should stand. */

const overlay = ['overlay']
const library = ['library']
const ours = [...overlay, ...library]

/** What the scenarios do; the costs of a row are divided by it where it says "each". */
export const load = {
  rows: 1000,
  cold: 1000,
  warm: 1000,
  rendered: 300,
  burst: 300,
  creates: 300,
  refetches: 40,
  few: 20,
  fewRefetches: 400,
  refetching: 30,
  actions: 200_000,
  entries: [100, 1000, 5000],
  mutations: 50,
  leak: 20_000,
  open: [1, 100, 1000, 3000],
  // More than are ever called: each operation has a row of its own.
  openRows: 4000,
  samples: 60,
}

const cpu = (figure, divisor = 1) => ({
  unit: 'ms',
  of: (finding) => finding[figure] && finding[figure].cpu / divisor,
})

/** Against a library that does the same over the same transport. */
const atMost = (against, most, of = library) => ({ of, against, atMost: most })

export const tableRows = [
  {
    scenario: 'refetchChanged',
    title: 'a refetch of 1,000 rows, 10 changed',
    ...cpu('cost', load.refetches),
    targets: [atMost('rtk-query', 1.15)],
  },
  {
    scenario: 'refetchUnchanged',
    title: 'a refetch of 1,000 rows, none changed',
    ...cpu('cost', load.refetches),
    targets: [atMost('rtk-query', 0.5)],
  },
  {
    scenario: 'refetchFew',
    title: 'a refetch of 20 rows, 1 changed',
    ...cpu('cost', load.fewRefetches),
    targets: [atMost('rtk-query', 1.2)],
  },
  {
    scenario: 'sequence',
    title: '1,000 mutations, one after the other',
    ...cpu('cold'),
    targets: [atMost('tanstack-query', 1.5), atMost('rtk-query', 1, overlay)],
  },
  {
    scenario: 'sequence',
    title: '1,000 more, warm',
    ...cpu('warm'),
    targets: [atMost('tanstack-query', 1.2)],
  },
  { scenario: 'rendered', title: '300, the page renders in between', ...cpu('cost') },
  { scenario: 'refetching', title: '30, each followed by a refetch', ...cpu('cost') },
  {
    scenario: 'allSucceed',
    title: '300 at once, all succeed',
    ...cpu('cost'),
    targets: [atMost('tanstack-query', 1.5), atMost('rtk-query', 1, overlay)],
  },
  {
    scenario: 'allFail',
    title: '300 at once, all fail',
    ...cpu('cost'),
    targets: [atMost('tanstack-query', 1.5), atMost('rtk-query', 1, overlay)],
  },
  {
    scenario: 'creates',
    title: '300 creates at once, all succeed',
    ...cpu('cost'),
    targets: [atMost('rtk-query', 1, overlay)],
  },
  ...load.entries.map((count) => ({
    scenario: 'crowd',
    title: `one mutation, ${count.toLocaleString('en')} other entries`,
    ...cpu(String(count), load.mutations),
    targets: count === 5000 ? [atMost('rtk-query', 1, ours)] : [],
  })),
  {
    scenario: 'unrelatedAction',
    title: 'an unrelated action',
    unit: 'µs',
    of: ({ cost }) => cost && (cost.cpu * 1000) / load.actions,
    targets: [{ of: ours, against: 'rtk-query', isDifference: true, atMost: 1 }],
  },
  {
    scenario: 'renders',
    title: 'rows rendered by a mutation of one',
    unit: 'rows',
    of: ({ mutation }) => mutation,
    targets: [{ of: ours, atMost: 1 }],
  },
  {
    scenario: 'renders',
    title: 'rows rendered by a refetch with one changed',
    unit: 'rows',
    of: ({ refetch }) => refetch,
    targets: [{ of: ours, atMost: 1 }],
  },
  {
    scenario: 'leak',
    title: 'kept after 20,000 mutations, as text',
    unit: 'characters',
    of: ({ state }) => state,
    // A counter grows by a digit or two.
    targets: [{ of: ours, atMost: 10 }],
  },
  {
    scenario: 'leak',
    title: 'kept after 20,000 mutations, on the heap',
    unit: 'KiB',
    of: ({ heap }) => heap && heap / 1024,
    // Runs differ by 1 MiB either way; 20,000 operations with their arguments would be more than 4.
    targets: [{ of: ours, atMost: 2048 }],
  },
]

/** The kinds of open operations, in the order of their table. */
export const openKinds = {
  update: 'update',
  draft: 'update, by a recipe that changes a draft',
  remove: 'delete',
  create: 'create',
  sameRow: 'update, all of the same row',
  nested: 'update of a row in a row',
  entry: 'whole list, one row found in it',
  everyRow: 'whole list, each of its 100 rows',
  mixed: 'update, whole list, create, delete in turn',
}

/** About as much however many are open: at most so many times what it is with one, and what it is with updates. */
const even = { growth: 'even', atMost: 3, timesUpdate: 3 }
/** Each operation that is open adds the same: 1 is linear, and quadratic would be 3, the ratio of the numbers. */
const linear = { growth: 'linear', atMost: 1.5 }

/** One more action while many operations are open. */
export const openActions = {
  start: { title: 'start', ...even },
  settle: { title: 'settle the oldest', ...even },
  // A created row then moves before those that are still open: that is not as it was shown.
  overtake: { title: 'settle the newest', ...even, unheld: ['create'] },
  refuse: { title: 'refuse the oldest', ...linear },
  land: { title: 'land the list', ...linear },
}

/** Scenarios of one library alone. */
export const alone = { open: 'overlay' }

/** The loads that a scenario is played with, one after the other: what they find is one finding. */
export const loadsOf = (scenario, library) => {
  const whole = { ...load, ...leftOut[library] }
  if (scenario !== 'open') return [whole]
  return Object.keys(openKinds).map((kind) => ({ ...whole, kind }))
}

/** These find the same in each run. */
export const once = ['renders', 'leak']

/** What takes minutes, and says nothing new: these cells stay empty. */
export const leftOut = {
  'tanstack-db': { warm: 0, leak: 0 },
}
