import { Button, Group, Paper, Progress, Stack, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useNow } from '../ui/use-now.ts'
import { t } from '../words/words.ts'
import type { Deletion } from './deletions.ts'
import { useDeletions } from './deletions.ts'
import { nameOf } from './name.ts'

/** What was deleted and can still be taken back, over the end of the page. */
export const DeletionNotices = () => {
  const { waiting } = useDeletions()
  if (waiting.length === 0) return null
  return (
    <Stack
      component="section"
      className="deletions"
      aria-label={t('Deletes not sent yet')}
      gap="xs"
    >
      {waiting.map((deletion) => (
        <DeletionNotice key={`${deletion.instance.id} ${deletion.dueAt}`} deletion={deletion} />
      ))}
    </Stack>
  )
}

const DeletionNotice = ({ deletion }: { readonly deletion: Deletion }) => {
  const { instance, dueAt, undo, hurry } = deletion
  const name = nameOf(instance)
  const left = Math.max(0, dueAt - useNow(250))
  const wholeMs = useRef(Math.max(1, left)).current
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    // Where it was asked for is gone with the row.
    button.current?.focus({ preventScroll: true })
  }, [])
  return (
    <Paper p="sm" shadow="md" role="group" aria-label={t('Delete of {name}', { name })}>
      <Group justify="space-between" gap="sm" wrap="nowrap">
        <div>
          <Text size="sm" fw={600} role="status">
            {t('{name} was deleted. Nothing was sent yet.', { name })}
          </Text>
          <Text size="xs" c="dimmed" aria-live="off">
            {t('It is sent in {seconds} s. Leaving the page sends nothing.', {
              seconds: Math.ceil(left / 1_000),
            })}
          </Text>
        </div>
        <Group gap="xs" wrap="nowrap">
          <Button ref={button} size="xs" onClick={undo}>
            {t('Undo')}
          </Button>
          <Button size="xs" variant="default" onClick={hurry}>
            {t('Delete now')}
          </Button>
        </Group>
      </Group>
      <Progress mt={6} size={3} value={(left / wholeMs) * 100} aria-hidden />
    </Paper>
  )
}
