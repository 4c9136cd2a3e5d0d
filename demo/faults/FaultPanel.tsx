import { Button, CloseButton, Group, NativeSelect, NumberInput, Stack } from '@mantine/core'
import { endpointNames, faultKinds } from '../store/dials.ts'
import { gateway } from '../store/gateway.ts'
import { toastNote } from '../ui/toast.tsx'
import type { Sentence } from '../words/words.ts'
import { t } from '../words/words.ts'
import { Others } from './Others.tsx'
import { Part } from './Part.tsx'
import { useDials } from './use-dials.ts'

const latencies = () => [
  { value: '', label: t('as it is') },
  { value: '0', label: t('none') },
  ...[1, 3, 10].map((seconds) => ({
    value: String(seconds * 1_000),
    label: t('{seconds} s', { seconds }),
  })),
]

const labels: Readonly<Record<(typeof faultKinds)[number], Sentence>> = {
  500: '500, and nothing is done',
  503: '503, and nothing is done',
  429: '429, too many requests',
  stall: 'the answer stalls',
  lost: 'done, and the answer is lost',
  json: 'done, and the JSON is cut',
  offline: 'the gateway is offline',
}

const share = (percent: number) => ({
  value: String(percent),
  label: t('{percent} %', { percent }),
})

interface Choice {
  readonly value: string
  readonly label: string
}

/** The values of a list, and the one of the address that is not in it. */
const withOwn = (list: readonly Choice[], own: Choice) =>
  list.some(({ value }) => value === own.value) ? [...list] : [...list, own]

/** Everything that can be made to go wrong, and what others do meanwhile. */
export const FaultPanel = ({ onClose }: { readonly onClose: () => void }) => {
  const { dials, turn } = useDials()
  const { latencyMs, fault, percent, retryAfter, endpoint } = dials
  const latency = latencyMs === undefined ? '' : String(latencyMs)
  return (
    <Stack gap="sm">
      <Part
        title={t('What goes wrong')}
        aside={<CloseButton aria-label={t('Close')} onClick={onClose} />}
      >
        <NativeSelect
          size="xs"
          label={t('An answer takes')}
          data={withOwn(latencies(), { value: latency, label: `${latency} ms` })}
          value={latency}
          onChange={({ currentTarget: { value } }) =>
            turn({ latencyMs: value === '' ? undefined : Number(value) })
          }
        />
        <NativeSelect
          size="xs"
          label={t('A call ends in')}
          data={[
            { value: '', label: t('its answer') },
            ...faultKinds.map((kind) => ({ value: kind, label: t(labels[kind]) })),
          ]}
          value={fault ?? ''}
          onChange={({ currentTarget: { value } }) =>
            turn({ fault: faultKinds.find((kind) => kind === value) })
          }
        />
        <Group gap="xs" grow>
          <NativeSelect
            size="xs"
            label={t('How often')}
            disabled={!fault}
            data={withOwn([5, 20, 50, 100].map(share), share(percent))}
            value={String(percent)}
            onChange={({ currentTarget: { value } }) => turn({ percent: Number(value) })}
          />
          <NativeSelect
            size="xs"
            label={t('Which calls')}
            data={[
              { value: '', label: t('all') },
              ...endpointNames.map((name) => ({ value: name, label: t(name) })),
            ]}
            value={endpoint ?? ''}
            onChange={({ currentTarget: { value } }) =>
              turn({ endpoint: endpointNames.find((name) => name === value) })
            }
          />
        </Group>
        {fault === '429' && (
          <NumberInput
            size="xs"
            label={t('Retry after, in seconds')}
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
                toastNote(t(label), t(note))
              }}
            >
              {t(label)}
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
