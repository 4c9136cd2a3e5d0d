import { Button, Center, Paper, Stack, Text, Title } from '@mantine/core'
import type { AuthState } from 'vzaps-rtk/react'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { Logo } from '../ui/Logo.tsx'
import { useTitle } from '../ui/use-title.ts'
import { beginRelaySession } from './relay-session.ts'
import { useSignIn } from './use-sign-in.ts'

/** Signs in to the server that the relay is on: the page gets a cookie and no credentials. */
export const RelaySignIn = ({ auth }: { readonly auth: AuthState }) => {
  const { signIn, isBusy, error } = useSignIn<void>(auth, beginRelaySession)
  useTitle('Sign in')
  return (
    <Center py={{ base: 'md', sm: 48 }}>
      <Paper w="100%" maw={440} p={{ base: 'md', xs: 'xl' }} shadow="sm">
        <Stack gap="md">
          <Logo size={40} />
          <Title order={1} size="h3">
            Sign in to the playground
          </Title>
          <Text size="sm" c="dimmed">
            This page has no VZaps credentials: a relay in a Node process holds them, and calls the
            fake gateway for whoever has its session cookie.
          </Text>
          {error !== undefined && <ErrorPanel error={error} isSigningIn />}
          <Button fullWidth size="md" loading={isBusy} onClick={() => signIn()}>
            Sign in as Ana
          </Button>
        </Stack>
      </Paper>
    </Center>
  )
}
