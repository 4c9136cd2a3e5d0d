import { Button, Center, Paper, Stack, Text, Title } from '@mantine/core'
import type { AuthState } from 'vzaps-rtk/react'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { Logo } from '../ui/Logo.tsx'
import { useTitle } from '../ui/use-title.ts'
import { t } from '../words/words.ts'
import { beginRelaySession } from './relay-session.ts'
import { useSignIn } from './use-sign-in.ts'

/** Signs in to the server that the relay is on: the page gets a cookie and no credentials. */
export const RelaySignIn = ({ auth }: { readonly auth: AuthState }) => {
  const { signIn, isBusy, error } = useSignIn<void>(auth, beginRelaySession)
  useTitle(t('Sign in'))
  return (
    <Center py={{ base: 'md', sm: 48 }}>
      <Paper w="100%" maw={440} p={{ base: 'md', xs: 'xl' }} shadow="sm">
        <Stack gap="md">
          <Logo size={40} />
          <Title order={1} size="h3">
            {t('Sign in to the playground')}
          </Title>
          <Text size="sm" c="dimmed">
            {t(
              'This page has no VZaps credentials: a relay in a Node process holds them, and calls the fake gateway for whoever has its session cookie.',
            )}
          </Text>
          {error !== undefined && <ErrorPanel error={error} isSigningIn />}
          <Button fullWidth size="md" loading={isBusy} onClick={() => signIn()}>
            {t('Sign in as {name}', { name: 'Ana' })}
          </Button>
        </Stack>
      </Paper>
    </Center>
  )
}
