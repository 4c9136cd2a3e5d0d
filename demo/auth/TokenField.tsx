import { ActionIcon, Group, Text, Tooltip } from '@mantine/core'
import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { vzaps } from '../store/api.ts'
import { CopyButton } from '../ui/CopyButton.tsx'
import { t } from '../words/words.ts'

/** ms after which a token that is shown hides itself. */
const shownMs = 30_000

/** Always as long, whatever the token is: a mask must not tell its length. */
const mask = '•'.repeat(16)

/** The instance's token, from the vault and never from Redux: hidden, shown for a while, or copied unseen. */
export const TokenField = ({ instanceId }: { readonly instanceId: string }) => {
  const token = vzaps.useInstanceToken(instanceId)
  const [isShown, setShown] = useState(false)
  useEffect(() => {
    if (!isShown) return
    const timer = setTimeout(() => setShown(false), shownMs)
    return () => clearTimeout(timer)
  }, [isShown])
  if (token === undefined)
    return import.meta.env.MODE === 'relay' ? t('Stays with the relay') : t('Not known')
  const label = isShown ? t('Hide the token') : t('Show the token for 30 seconds')
  return (
    <Group gap={4} wrap="nowrap">
      <Text size="sm" ff="monospace" {...(!isShown && { 'aria-label': t('Hidden'), role: 'img' })}>
        {isShown ? token : mask}
      </Text>
      <Tooltip label={label}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={label}
          onClick={() => setShown(!isShown)}
        >
          {isShown ? <IconEyeOff size={14} aria-hidden /> : <IconEye size={14} aria-hidden />}
        </ActionIcon>
      </Tooltip>
      <CopyButton value={token} label={t('Copy the token')} />
    </Group>
  )
}
