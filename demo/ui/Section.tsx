import { Group, Paper, Stack, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useId } from 'react'

interface SectionProps {
  readonly title: string
  /** Stands right of the title. */
  readonly aside?: ReactNode
  readonly children: ReactNode
}

/** A titled card of the drawer. */
export const Section = ({ title, aside, children }: SectionProps) => {
  const titleId = useId()
  return (
    <Paper component="section" p="md" aria-labelledby={titleId}>
      <Stack gap="sm">
        <Group justify="space-between" gap="xs" mih={24}>
          <Title order={3} size="h6" id={titleId}>
            {title}
          </Title>
          {aside}
        </Group>
        {children}
      </Stack>
    </Paper>
  )
}
