import 'uplot/dist/uPlot.min.css'
import './chart.css'
import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import { formatClockWithSeconds } from '../ui/times.ts'
import { t } from '../words/words.ts'
import type { Sample } from './counts.ts'

/** From the bottom of the stack to its top. */
const states = [
  { name: 'connected', label: 'Connected', color: 'green-6' },
  { name: 'restarting', label: 'Restarting', color: 'blue-6' },
  { name: 'pairing', label: 'Pairing', color: 'violet-6' },
  { name: 'disconnected', label: 'Disconnected', color: 'gray-5' },
] as const

/** Drawn from the top of the stack down: what is lower covers what is behind it. */
const drawn = states.toReversed()

const height = 140

/** Seconds, and for each state how high the stack is with it. */
const stacked = (samples: readonly Sample[]): uPlot.AlignedData => [
  samples.map(({ at }) => at / 1_000),
  ...drawn.map(({ name }) => {
    const below = states.slice(0, states.findIndex((state) => state.name === name) + 1)
    return samples.map((sample) => below.reduce((sum, state) => sum + sample[state.name], 0))
  }),
]

const optionsFor = (of: HTMLElement, samples: () => readonly Sample[]): uPlot.Options => {
  const css = getComputedStyle(of)
  const colorOf = (name: string) => css.getPropertyValue(`--mantine-color-${name}`)
  const axis = {
    stroke: css.color,
    grid: { stroke: css.getPropertyValue('--mantine-color-default-border') },
  }
  return {
    width: of.clientWidth,
    height,
    cursor: { drag: { x: false, y: false } },
    scales: { y: { range: (_plot, _min, max) => [0, Math.max(1, max)] } },
    axes: [
      { ...axis, values: (_plot, at) => at.map((s) => formatClockWithSeconds(s * 1_000)) },
      axis,
    ],
    series: [
      {
        label: t('Time'),
        value: (_plot, s) => (s == null ? '' : formatClockWithSeconds(s * 1_000)),
      },
      ...drawn.map(({ name, label, color }) => ({
        label: t(label),
        stroke: colorOf(color),
        fill: colorOf(color),
        points: { show: false },
        value: (_plot: uPlot, _sum: number, _at: number, index: number | null) =>
          String(samples()[index ?? samples().length - 1]?.[name] ?? ''),
        ...(uPlot.paths.stepped && { paths: uPlot.paths.stepped({ align: 1 }) }),
      })),
    ],
  }
}

/** How many instances were in which state over the last minutes. */
export const Chart = ({ samples }: { readonly samples: readonly Sample[] }) => {
  const root = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot>(undefined)
  const latest = useRef(samples)
  useEffect(() => {
    const { current: of } = root
    if (!of) return
    const made = new uPlot(
      optionsFor(of, () => latest.current),
      stacked(latest.current),
      of,
    )
    plot.current = made
    const resized = new ResizeObserver(() => made.setSize({ width: of.clientWidth, height }))
    resized.observe(of)
    return () => {
      resized.disconnect()
      made.destroy()
    }
  }, [])
  useEffect(() => {
    latest.current = samples
    plot.current?.setData(stacked(samples))
  }, [samples])
  return (
    <div
      ref={root}
      className="chart"
      role="img"
      aria-label={t('Instances over the last minutes, now {count} connected', {
        count: samples.at(-1)?.connected ?? 0,
      })}
    />
  )
}
