import { Button, Group, RingProgress, Skeleton, Stack, Text } from '@mantine/core'
import { skipToken } from '@reduxjs/toolkit/query'
import { vzaps } from '../store/api.ts'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { useNow } from '../ui/use-now.ts'

/** ms that a code is shown for, as far as the library knows. */
const codeMs = 20_000

interface QrTabProps {
  readonly instanceId: string
  readonly isPaired: boolean
}

/** The code to scan, always the current one, for as long as somebody may be about to scan it. */
export const QrTab = ({ instanceId, isPaired }: QrTabProps) => {
  const pairing = vzaps.useInstancePairing(isPaired ? skipToken : instanceId, { method: 'qr' })
  if (pairing.status === 'failed') {
    return <ErrorPanel error={pairing.error} onRetry={pairing.restart} />
  }
  if (pairing.status === 'expired') {
    return (
      <Stack align="center" gap="sm" py="xl" role="status">
        <Text size="sm" ta="center">
          Nobody has scanned a code for two minutes, so no more are asked for.
        </Text>
        <Button onClick={pairing.restart}>Show a new code</Button>
      </Stack>
    )
  }
  return (
    <Stack align="center" gap="sm">
      <div className="qr">
        {pairing.status === 'qr' ? (
          <img src={pairing.qrCode} alt="QR code to scan with WhatsApp" />
        ) : (
          <Skeleton w={232} h={232} />
        )}
      </div>
      <Group gap="xs" mih={28}>
        {pairing.status === 'qr' && <Countdown until={pairing.expiresAt} />}
        <Text size="sm" c="dimmed" role="status">
          {hints[pairing.status]}
        </Text>
      </Group>
    </Stack>
  )
}

const hints = {
  preparing: 'Preparing the code…',
  qr: 'Scan it; the code renews itself',
  code: undefined,
  connected: 'Connected',
} as const

/** How long this code is good for. */
const Countdown = ({ until }: { readonly until: number }) => {
  const left = Math.max(0, until - useNow(250))
  const value = Math.min(100, (left / codeMs) * 100)
  return <RingProgress aria-hidden size={24} thickness={3} sections={[{ value, color: 'brand' }]} />
}
