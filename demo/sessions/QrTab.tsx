import { Button, Group, RingProgress, Skeleton, Stack, Text } from '@mantine/core'
import { skipToken } from '@reduxjs/toolkit/query'
import { useState } from 'react'
import { vzaps } from '../store/api.ts'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { SlowNote } from '../ui/SlowNote.tsx'
import { useNow } from '../ui/use-now.ts'
import { t } from '../words/words.ts'

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
          {t('Nobody has scanned a code for two minutes, so no more are asked for.')}
        </Text>
        <Button onClick={pairing.restart}>{t('Show a new code')}</Button>
      </Stack>
    )
  }
  return (
    <Stack align="center" gap="sm">
      {pairing.status === 'qr' ? (
        <Code src={pairing.qrCode} until={pairing.expiresAt} />
      ) : (
        <>
          <div className="qr">
            <Skeleton w={232} h={232} />
          </div>
          <Text size="sm" c="dimmed" role="status" mih={28}>
            {hintFor(pairing.status)}
          </Text>
          <SlowNote isWaiting={pairing.status === 'preparing'} ta="center" />
        </>
      )}
      <Text size="xs" c="dimmed" ta="center">
        {t(
          'This code is a picture of the fake gateway’s: no phone can scan it. After a few seconds a pretended phone scans it by itself.',
        )}
      </Text>
    </Stack>
  )
}

const hintFor = (status: 'preparing' | 'code' | 'connected'): string | undefined => {
  if (status === 'code') return undefined
  return status === 'preparing' ? t('Preparing the code…') : t('Connected')
}

interface CodeProps {
  readonly src: string
  /** Epoch ms. */
  readonly until: number
}

/** A code, and how long it is good for: one that ran out looks like it, whether or not the next one is on its way. */
const Code = ({ src, until }: CodeProps) => {
  // Its own life, from when it is first seen: when it is asked for again is nothing to the eye.
  const [born, setBorn] = useState({ src, lifeMs: Math.max(1, until - Date.now()) })
  if (born.src !== src) setBorn({ src, lifeMs: Math.max(1, until - Date.now()) })
  const left = Math.max(0, until - useNow(250))
  const isOver = left === 0
  return (
    <>
      <div className="qr" data-old={isOver || undefined}>
        <img
          src={src}
          alt={isOver ? t('QR code that ran out') : t('QR code to scan with WhatsApp')}
        />
      </div>
      <Group gap="xs" mih={28}>
        <RingProgress
          aria-hidden
          size={24}
          thickness={3}
          sections={[{ value: Math.min(100, (left / born.lifeMs) * 100), color: 'brand' }]}
        />
        <Text size="sm" c="dimmed">
          {isOver
            ? t('This code ran out. The next one is on its way.')
            : t('Good for {seconds} s, then the next one comes', {
                seconds: Math.ceil(left / 1_000),
              })}
        </Text>
      </Group>
    </>
  )
}
