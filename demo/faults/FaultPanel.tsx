import { Button, CloseButton, Group, NativeSelect, NumberInput, Stack } from '@mantine/core'
import { endpointNames, faultKinds } from '../store/dials.ts'
import { gateway } from '../store/gateway.ts'
import { toastNote } from '../ui/toast.tsx'
import { Others } from './Others.tsx'
import { Part } from './Part.tsx'
import { useDials } from './use-dials.ts'

const latencies = [
  { value: '', label: 'as it is' },
  { value: '0', label: 'none' },
  { value: '1000', label: '1 s' },
  { value: '3000', label: '3 s' },
  { value: '10000', label: '10 s' },
]

const labels: Readonly<Record<(typeof faultKinds)[number], string>> = {
  500: '500, and nothing is done',
  503: '503, and nothing is done',
  429: '429, too many requests',
  stall: 'the answer stalls',
  lost: 'done, and the answer is lost',
  json: 'done, and the JSON is cut',
  offline: 'the gateway is offline',
}

const percents = [5, 20, 50, 100].map((share) => ({ value: String(share), label: `${share} %` }))

/** A value of a list, and one of the address that is not in it. */
const withOwn = (
  list: readonly { readonly value: string; readonly label: string }[],
  value: string,
  label: string,
) => (list.some((one) => one.value === value) ? [...list] : [...list, { value, label }])

/** Everything that can be made to go wrong, and what others do meanwhile. */
export const FaultPanel = ({ onClose }: { readonly onClose: () => void }) => {
  const { dials, turn } = useDials()
  const { latencyMs, fault, percent, retryAfter, endpoint } = dials
  const latency = latencyMs === undefined ? '' : String(latencyMs)
  return (
    <Stack gap="sm">
      <Part title="What goes wrong" aside={<CloseButton aria-label="Close" onClick={onClose} />}>
        <NativeSelect
          size="xs"
          label="An answer takes"
          data={withOwn(latencies, latency, `${latency} ms`)}
          value={latency}
          onChange={({ currentTarget: { value } }) =>
            turn({ latencyMs: value === '' ? undefined : Number(value) })
          }
        />
        <NativeSelect
          size="xs"
          label="A call ends in"
          data={[
            { value: '', label: 'its answer' },
            ...faultKinds.map((kind) => ({ value: kind, label: labels[kind] })),
          ]}
          value={fault ?? ''}
          onChange={({ currentTarget: { value } }) =>
            turn({ fault: faultKinds.find((kind) => kind === value) })
          }
        />
        <Group gap="xs" grow>
          <NativeSelect
            size="xs"
            label="How often"
            disabled={!fault}
            data={withOwn(percents, String(percent), `${percent} %`)}
            value={String(percent)}
            onChange={({ currentTarget: { value } }) => turn({ percent: Number(value) })}
          />
          <NativeSelect
            size="xs"
            label="Which calls"
            data={[{ value: '', label: 'all' }, ...endpointNames]}
            value={endpoint ?? ''}
            onChange={({ currentTarget: { value } }) =>
              turn({ endpoint: endpointNames.find((name) => name === value) })
            }
          />
        </Group>
        {fault === '429' && (
          <NumberInput
            size="xs"
            label="Retry after, in seconds"
            min={0}
            max={3_600}
            clampBehavior="strict"
            allowDecimal={false}
            value={retryAfter}
            onChange={(value) => typeof value === 'number' && turn({ retryAfter: value })}
          />
        )}
        <Group gap="xs">
          {moments.map(({ label, note, run }) => (
            <Button
              key={label}
              size="compact-xs"
              variant="default"
              onClick={async () => {
                await run()
                toastNote(label, note)
              }}
            >
              {label}
            </Button>
          ))}
        </Group>
      </Part>
      <Others />
    </Stack>
  )
}

/** What goes wrong once. */
const moments = [
  {
    label: 'Expire the token',
    note: 'The next call is answered 401; a new token is fetched, and nobody notices.',
    run: () => gateway.tokens.expire(),
  },
  {
    label: 'Drop the sockets',
    note: 'The push connections are gone, and come back by themselves.',
    run: () => gateway.realtime.drop(),
  },
  {
    label: 'Refuse the next rename or delete',
    note: 'It is shown at once, then refused and taken back.',
    run: () =>
      gateway.faults.failNext(
        { kind: 'status', status: 409 },
        { path: /^\/instances\/(?!list$|get$|create$)[^/]+$/ },
      ),
  },
] as const
