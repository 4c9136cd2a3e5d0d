import { Button, Group, Modal, Stack, Text } from '@mantine/core'

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
    title="Throw away what you typed?"
    size="sm"
    zIndex={400}
    closeButtonProps={{ 'aria-label': 'Keep it' }}
  >
    <Stack gap="md">
      <Text size="sm">It was not saved.</Text>
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onKeep} data-autofocus>
          Keep editing
        </Button>
        <Button color="red" onClick={onThrowAway}>
          Throw it away
        </Button>
      </Group>
    </Stack>
  </Modal>
)
