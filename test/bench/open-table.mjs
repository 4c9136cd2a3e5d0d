import { load, openActions, openKinds } from './rows.mjs'
import { markdown, median, short } from './table.mjs'

const [few] = load.open
const [many, most] = load.open.slice(-2)

/** The median of the runs, of what is worked out for each; `undefined` where one of them was not in time. */
const over = (findings, of) => {
  const values = findings.map(of)
  return values.some((value) => !(value >= 0)) ? undefined : median(values)
}

/** How much an action grows with the number of open operations, in one run. */
const growths = {
  even: (at) => at(most) / at(few),
  // What each open operation adds. With less than twice the time there is little but noise to compare.
  linear: (at) =>
    at(most) <= 2 * at(few)
      ? 0
      : (at(most) - at(few)) / (most - few) / (Math.max(at(many) - at(few), 0) / (many - few)),
}

/** A figure beside the most that it may be. */
const held = (value, atMost) => {
  if (value === undefined) return '**not in time**'
  return value <= atMost ? short(value) : `**${short(value)}**, at most ${atMost}`
}

const lineOf = (findings, kind, action) => {
  const { title, growth, atMost, timesUpdate, unheld } = openActions[action]
  const isHeld = !unheld?.includes(kind)
  const figure = (count) => over(findings, (finding) => finding[`${kind} ${action} ${count}`])
  const grown = over(findings, (finding) =>
    growths[growth]((count) => finding[`${kind} ${action} ${count}`]),
  )
  const times = load.open.map((count) =>
    over(
      findings,
      (finding) => finding[`${kind} ${action} ${count}`] / finding[`update ${action} ${count}`],
    ),
  )
  const worst = times.includes(undefined) ? undefined : Math.max(...times)
  return [
    `${openKinds[kind]}: ${title}`,
    ...load.open.map((count) => (figure(count) === undefined ? '–' : short(figure(count)))),
    isHeld ? held(grown, atMost) : '–',
    timesUpdate && isHeld ? held(worst, timesUpdate) : '–',
  ]
}

/** What one more action takes with many operations of each kind open. */
export const openTable = (findings) =>
  markdown(
    ['µs', ...load.open.map((count) => `${short(count)} open`), 'growth', 'x update'],
    Object.keys(openKinds).flatMap((kind) =>
      Object.keys(openActions).map((action) => lineOf(findings, kind, action)),
    ),
  )

export const openLegend = [
  `One more action over a list of ${short(load.openRows)} rows: the store's CPU, median of ${load.samples} (refuse, land: of ${load.samples / 3}).`,
  `growth: start and settle, with ${short(most)} open over ${short(few)}; refuse and land, what each open operation adds, at ${short(most)} over at ${short(many)} (0: nothing worth comparing).`,
  'x update: of the same action while as many updates are open, where that is worst. Bold is missed.',
].join('\n')
