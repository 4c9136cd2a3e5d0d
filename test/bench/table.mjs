import { libraries } from './bundle.mjs'

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** A number with three digits that mean something. */
export const short = (value) => {
  if (Number.isInteger(value) || Math.abs(value) >= 100)
    return Math.round(value).toLocaleString('en')
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2)
}

/** The cells below each other, as markdown. */
export const markdown = (head, rows) => {
  const line = (cells) => `| ${cells.join(' | ')} |`
  const rule = line(head.map((_, column) => (column === 0 ? '---' : '--:')))
  return [line(head), rule, ...rows.map(line)].join('\n')
}

/** A row's values of one library, run by run. */
const valuesOf = (row, findings) =>
  (findings ?? []).flatMap((finding) => {
    const value = row.of(finding)
    return value === undefined ? [] : [value]
  })

/** The medians of all libraries. */
export const figureTable = (rows, found, names) => {
  const shown = Object.keys(libraries).filter((library) => names[library])
  const cells = (row) =>
    shown.map((library) => {
      const findings = found[row.scenario]?.[library]
      const values = valuesOf(row, findings)
      if (values.length === 0) return '–'
      const isRight = findings.every((finding) => finding.isRight)
      return `${short(median(values))}${isRight ? '' : ' (wrong)'}`
    })
  return markdown(
    ['', ...shown.map((library) => names[library])],
    rows
      .filter((row) => found[row.scenario])
      .map((row) => [`${row.title}, ${row.unit}`, ...cells(row)]),
  )
}

/** Each run's value with that of the library that it is compared with. */
const pairsOf = (row, target, library, found) =>
  valuesOf(row, found[row.scenario]?.[library]).map((value, run) => {
    const peer = target.against ? valuesOf(row, found[row.scenario]?.[target.against]) : []
    return { value, peer: peer[run] }
  })

/** What is compared: the medians of both, and run by run, as the spread. */
const comparisonOf = (row, target, library, found) => {
  const compare = ({ value, peer }) => {
    if (!target.against) return value
    return target.isDifference ? value - peer : value / peer
  }
  const pairs = pairsOf(row, target, library, found).filter(
    ({ peer }) => !target.against || peer !== undefined,
  )
  if (pairs.length === 0) return undefined
  const of = (side) => median(pairs.map((pair) => pair[side]))
  const middle = compare({ value: of('value'), peer: target.against && of('peer') })
  return { middle, runs: pairs.map(compare) }
}

const compared = (row, target, { middle, runs }, names) => {
  const spread = `${short(middle)} (${short(Math.min(...runs))} to ${short(Math.max(...runs))})`
  if (!target.against) return `${spread} ${row.unit}`
  const relation = target.isDifference ? `${row.unit} more than` : 'x'
  return `${spread} ${relation} ${names[target.against]}`
}

/** Where the ratios of the medians stand to the targets. */
export const targetTable = (rows, found, names) => {
  const all = rows.flatMap((row) =>
    (row.targets ?? []).flatMap((target) => target.of.map((library) => ({ row, target, library }))),
  )
  const lines = all.flatMap(({ row, target, library }) => {
    const comparison = comparisonOf(row, target, library, found)
    if (!comparison) return []
    return [
      [
        row.title,
        names[library],
        compared(row, target, comparison, names),
        String(target.atMost),
        comparison.middle <= target.atMost ? 'met' : '**missed**',
      ],
    ]
  })
  return markdown(['', 'of', 'median (spread)', 'at most', ''], lines)
}
