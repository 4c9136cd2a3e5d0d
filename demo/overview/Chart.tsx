import '@mantine/charts/styles.css'
import { AreaChart } from '@mantine/charts'
import { formatClockWithSeconds } from '../ui/times.ts'
import type { Sample } from './counts.ts'

const series = [
  { name: 'connected', label: 'Connected', color: 'green.6' },
  { name: 'restarting', label: 'Restarting', color: 'blue.6' },
  { name: 'pairing', label: 'Pairing', color: 'violet.6' },
  { name: 'disconnected', label: 'Disconnected', color: 'gray.5' },
]

/** How many instances were in which state over the last minutes. */
export const Chart = ({ samples }: { readonly samples: readonly Sample[] }) => (
  <AreaChart
    h={140}
    mt="sm"
    type="stacked"
    data={samples.map((sample) => ({ ...sample, time: formatClockWithSeconds(sample.at) }))}
    dataKey="time"
    series={series}
    curveType="stepAfter"
    withDots={false}
    areaChartProps={{ accessibilityLayer: false }}
    role="img"
    aria-label={`Instances over the last minutes, now ${samples.at(-1)?.connected ?? 0} connected`}
  />
)
