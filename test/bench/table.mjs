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

/** Run by run, what is compared: so that a busy moment of the machine weighs on both. */
const paired = (row, target, library, found) => {
  const own = found[row.scenario]?.[library] ?? []
  const peers = target.against ? (found[row.scenario]?.[target.against] ?? []) : []
  return own.flatMap((finding, run) => {
    const value = row.of(finding)
    if (value === undefined) return []
    if (!target.against) return [value]
    const peer = peers[run] && row.of(peers[run])
    if (peer === undefined) return []
    return [target.isDifference ? value - peer : value / peer]
  })
}

const compared = (row, target, values, names) => {
  const spread = `${short(median(values))} (${short(Math.min(...values))} to ${short(Math.max(...values))})`
  if (!target.against) return `${spread} ${row.unit}`
  const relation = target.isDifference ? `${row.unit} more than` : 'x'
  return `${spread} ${relation} ${names[target.against]}`
}

/** Where the medians of the paired ratios stand to the targets. */
export const targetTable = (rows, found, names) => {
  const all = rows.flatMap((row) =>
    (row.targets ?? []).flatMap((target) => target.of.map((library) => ({ row, target, library }))),
  )
  const lines = all.flatMap(({ row, target, library }) => {
    const values = paired(row, target, library, found)
    if (values.length === 0) return []
    return [
      [
        row.title,
        names[library],
        compared(row, target, values, names),
        String(target.atMost),
        median(values) <= target.atMost ? 'met' : '**missed**',
      ],
    ]
  })
  return markdown(['', 'of', 'median (spread)', 'at most', ''], lines)
}
