import { Stack, Text, ThemeIcon, Title } from '@mantine/core'
import type { ComponentType, ReactNode } from 'react'

interface EmptyStateProps {
  readonly icon: ComponentType<{ size?: number | string }>
  readonly title: string
  readonly text?: string
  /** It is all there is on the page, so its title is the page's. */
  readonly isPage?: boolean
  /** What to do about it. */
  readonly children?: ReactNode
}

/** Nothing to show, why, and the way out. */
export const EmptyState = ({ icon: Icon, title, text, isPage, children }: EmptyStateProps) => (
  <Stack align="center" gap="sm" py={56} px="md" ta="center">
    <ThemeIcon size={56} radius="xl" variant="light" color="gray" aria-hidden>
      <Icon size={28} />
    </ThemeIcon>
    <Title order={isPage ? 1 : 2} size="h4">
      {title}
    </Title>
    {text && (
      <Text size="sm" c="dimmed" maw={420}>
        {text}
      </Text>
    )}
    {children}
  </Stack>
)
