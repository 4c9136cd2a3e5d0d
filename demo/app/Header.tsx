import { ActionIcon, Badge, Container, Group, Text, Tooltip } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconHelp } from '@tabler/icons-react'
import { Link, useLocation } from 'react-router'
import { AuthMenu } from '../auth/AuthMenu.tsx'
import { FaultChip } from '../faults/FaultChip.tsx'
import { Logo } from '../ui/Logo.tsx'
import { ColorSchemeToggle } from './ColorSchemeToggle.tsx'
import { HelpDialog } from './HelpDialog.tsx'

/** The bar on top: where one is, who is signed in, help, colours. */
export const Header = () => {
  const { search } = useLocation()
  const [helpOpened, help] = useDisclosure(false)
  return (
    <Container size={1840} px={{ base: 'sm', sm: 'lg' }} h={56}>
      <Group h="100%" justify="space-between" wrap="nowrap" gap="xs">
        <Group gap="sm" wrap="nowrap">
          <Link
            to={{ pathname: '/instances', search }}
            aria-label="vzaps-rtk playground, home"
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
            Playground
          </Badge>
        </Group>
        <Group gap={6} wrap="nowrap">
          <FaultChip />
          <AuthMenu />
          <Tooltip label="What is this?">
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label="Help: what this is, and how to break it"
              onClick={help.open}
            >
              <IconHelp size={20} aria-hidden />
            </ActionIcon>
          </Tooltip>
          <ColorSchemeToggle />
        </Group>
      </Group>
      <HelpDialog opened={helpOpened} onClose={help.close} />
    </Container>
  )
}
