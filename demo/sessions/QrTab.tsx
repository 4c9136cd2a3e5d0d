import { Group, RingProgress, Skeleton, Stack, Text } from '@mantine/core'
import { skipToken } from '@reduxjs/toolkit/query'
import { toVZapsError } from 'vzaps-rtk/react'
import { vzaps } from '../app/api.ts'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { useNow } from '../ui/use-now.ts'

/** ms between two looks at the code: one lives for about 20 s, and nobody waits for a stale one. */
const everyMs = 3_000

interface QrTabProps {
  readonly instanceId: string
  readonly isPaired: boolean
}

/** A refusal that asking again cannot change; anything else is tried again by the next poll. */
const isFinal = (error: unknown): boolean => {
  const known = toVZapsError(error)
  return known.kind === 'auth' || (known.kind === 'http' && known.status < 500)
}

/** The code to scan, always the current one. */
export const QrTab = ({ instanceId, isPaired }: QrTabProps) => {
  const qr = vzaps.useGetSessionQrQuery(isPaired ? skipToken : instanceId, {
    pollingInterval: everyMs,
  })
  if (qr.isError && isFinal(qr.error)) {
    return <ErrorPanel error={qr.error} isRetrying={qr.isFetching} onRetry={qr.refetch} />
  }
  return (
    <Stack align="center" gap="sm">
      <div className="qr">
        {qr.data?.qrCode ? (
          <img src={qr.data.qrCode} alt="QR code to scan with WhatsApp" />
        ) : (
          <Skeleton w={232} h={232} />
        )}
      </div>
      <Group gap="xs" mih={28}>
        <Countdown from={qr.fulfilledTimeStamp} />
        <Text size="sm" c="dimmed" role="status">
          {hint(qr.data?.qrCode !== undefined, qr.isError)}
        </Text>
      </Group>
    </Stack>
  )
}

const hint = (hasCode: boolean, isFailing: boolean): string => {
  if (isFailing) return 'The last check failed. Trying again…'
  return hasCode ? 'Scan it; the code renews itself' : 'Preparing the code…'
}

/** How long until the code is checked again. */
const Countdown = ({ from }: { readonly from: number | undefined }) => {
  const elapsed = Math.max(0, useNow(250) - (from ?? 0))
  const value = from === undefined ? 0 : Math.min(100, (elapsed / everyMs) * 100)
  return <RingProgress aria-hidden size={24} thickness={3} sections={[{ value, color: 'brand' }]} />
}
