import { ActionIcon, Badge, Container, Group, Text } from '@mantine/core'
import { IconHelp } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { Link, useLocation } from 'react-router'
import { Logo } from '../ui/Logo.tsx'
import { lazily } from '../ui/lazily.tsx'
import { t } from '../words/words.ts'
import { ColorSchemeToggle } from './ColorSchemeToggle.tsx'
import { LanguageSwitch } from './LanguageSwitch.tsx'

const HelpDialog = lazily(async () =>
  import.meta.env.MODE === 'relay'
    ? (await import('./RelayHelpDialog.tsx')).RelayHelpDialog
    : (await import('./HelpDialog.tsx')).HelpDialog,
)

interface HeaderProps {
  readonly tools: ReactNode
}

/** The bar on top: where one is, who is signed in, help, colours. */
export const Header = ({ tools }: HeaderProps) => {
  const { search } = useLocation()
  /** Nothing until it is opened first. */
  const [isHelpOpen, setHelpOpen] = useState<boolean>()
  return (
    <Container size={1840} px={{ base: 'sm', sm: 'lg' }} h={56}>
      <Group h="100%" justify="space-between" wrap="nowrap" gap="xs">
        <Group gap="sm" wrap="nowrap">
          <Link
            to={{ pathname: '/instances', search }}
            aria-label={t('vzaps-rtk playground, home')}
            style={{ color: 'inherit', textDecoration: 'none' }}
          >
            <Group gap={10} wrap="nowrap">
              <Logo />
              <Text fw={650} visibleFrom="xs" style={{ whiteSpace: 'nowrap' }}>
                vzaps-rtk
              </Text>
            </Group>
          </Link>
          <Badge color="gray" visibleFrom="md">
            {t('Playground')}
          </Badge>
          <Text size="sm" visibleFrom="xs">
            <Link className="header-link" to={{ pathname: '/story', search }}>
              {t('Story')}
            </Link>
          </Text>
        </Group>
        <Group gap={6} wrap="nowrap" className="header-tools">
          {tools}
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            data-hint={t('What is this?')}
            aria-label={t('Help: what this is, and how to break it')}
            onClick={() => setHelpOpen(true)}
          >
            <IconHelp size={20} aria-hidden />
          </ActionIcon>
          <LanguageSwitch />
          <ColorSchemeToggle />
        </Group>
      </Group>
      {isHelpOpen !== undefined && (
        <HelpDialog opened={isHelpOpen} onClose={() => setHelpOpen(false)} />
      )}
    </Container>
  )
}
