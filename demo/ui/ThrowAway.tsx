import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { t } from '../words/words.ts'

interface ThrowAwayProps {
  readonly opened: boolean
  readonly onKeep: () => void
  readonly onThrowAway: () => void
}

/** Asks before typed text is lost; Escape keeps it. */
export const ThrowAway = ({ opened, onKeep, onThrowAway }: ThrowAwayProps) => (
  <Modal
    opened={opened}
    onClose={onKeep}
    title={t('Throw away what you typed?')}
    size="sm"
    zIndex={400}
    closeButtonProps={{ 'aria-label': t('Keep it') }}
  >
    <Stack gap="md">
      <Text size="sm">{t('It was not saved.')}</Text>
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onKeep} data-autofocus>
          {t('Keep editing')}
        </Button>
        <Button color="red" onClick={onThrowAway}>
          {t('Throw it away')}
        </Button>
      </Group>
    </Stack>
  </Modal>
)
