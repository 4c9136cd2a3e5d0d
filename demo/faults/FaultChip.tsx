import { ActionIcon, Button, Group, Popover, Text, Tooltip } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBug, IconX } from '@tabler/icons-react'
import { lazily } from '../ui/lazily.tsx'
import { useBackCloses } from '../ui/use-back-closes.ts'
import { t } from '../words/words.ts'
import { useDials, useDialsOfAddress, useMisbehaviour } from './use-dials.ts'

const FaultPanel = lazily(async () => (await import('./FaultPanel.tsx')).FaultPanel)

/** Always says what is wrong with the gateway on purpose; opens the dials, and resets them. */
export const FaultChip = () => {
  const [isOpen, { toggle, close }] = useDisclosure(false)
  const { search, reset } = useDials()
  useDialsOfAddress(search)
  useBackCloses(isOpen, () => {
    close()
    return true
  })
  const wrong = useMisbehaviour()
  const isWrong = wrong !== ''
  return (
    <Group gap={2} wrap="nowrap" miw={0}>
      <Popover
        opened={isOpen}
        onChange={(opened) => !opened && close()}
        position="bottom-end"
        width={340}
        shadow="lg"
        // It stays while the page is used, over drawers and dialogs: what it does is seen there.
        closeOnClickOutside={false}
        zIndex={310}
        trapFocus={false}
        returnFocus
        portalProps={{ target: '#content' }}
      >
        <Popover.Target>
          <Button
            size="xs"
            variant={isWrong ? 'light' : 'subtle'}
            color={isWrong ? 'orange' : 'gray'}
            aria-label={isWrong ? t('Faults: {what}', { what: wrong }) : t('Faults: none')}
            onClick={toggle}
            miw={0}
            maw={{ base: 132, xs: 200, md: 420 }}
            px={8}
          >
            <IconBug size={16} aria-hidden style={{ flexShrink: 0 }} />
            <Text span inherit truncate ml={6} {...(!isWrong && { visibleFrom: 'xs' })}>
              {isWrong ? wrong : t('Faults')}
            </Text>
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t('Faults')} className="fault-panel">
          <FaultPanel onClose={close} />
        </Popover.Dropdown>
      </Popover>
      {isWrong && (
        <Tooltip label={t('Back to normal')}>
          <ActionIcon
            variant="subtle"
            color="orange"
            size="md"
            aria-label={t('Reset the faults')}
            onClick={reset}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
    </Group>
  )
}
