import { Group, Paper, Stack, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useId } from 'react'
import type { LoadCode } from '../code/ShowCode.tsx'
import { ShowCode } from '../code/ShowCode.tsx'

interface SectionProps {
  readonly title: string
  /** Stands right of the title. */
  readonly aside?: ReactNode
  /** The code behind it. */
  readonly code: LoadCode
  readonly children: ReactNode
}

/** A titled card of the drawer. */
export const Section = ({ title, aside, code, children }: SectionProps) => {
  const titleId = useId()
  return (
    <Paper component="section" p="md" aria-labelledby={titleId}>
      <ShowCode of={title} load={code}>
        {(button, lines) => (
          <Stack gap="sm">
            <Group justify="space-between" gap="xs" mih={24}>
              <Group gap={4} wrap="nowrap">
                <Title order={3} size="h6" id={titleId}>
                  {title}
                </Title>
                {button}
              </Group>
              {aside}
            </Group>
            {children}
            {lines}
          </Stack>
        )}
      </ShowCode>
    </Paper>
  )
}
