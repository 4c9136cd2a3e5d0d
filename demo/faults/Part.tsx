import { Group, Stack, Title } from '@mantine/core'
import type { ReactNode } from 'react'

interface PartProps {
  readonly title: string
  readonly aside?: ReactNode
  readonly children: ReactNode
}

/** A part of the panel. */
export const Part = ({ title, aside, children }: PartProps) => (
  <Stack gap={6} component="section" aria-label={title}>
    <Group justify="space-between" mih={24}>
      <Title order={2} size="h6">
        {title}
      </Title>
      {aside}
    </Group>
    {children}
  </Stack>
)
