import { Button, Center, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { AuthState, CredentialsAuth } from 'vzaps-rtk/react'
import { loadApi } from '../store/account.ts'
import { gateway } from '../store/gateway.ts'
import { Logo } from '../ui/Logo.tsx'
import { lazily } from '../ui/lazily.tsx'
import { SlowNote } from '../ui/SlowNote.tsx'
import { useTitle } from '../ui/use-title.ts'
import { useSignIn } from './use-sign-in.ts'

const ErrorPanel = lazily(async () => (await import('../ui/ErrorPanel.tsx')).ErrorPanel)

const required = (value: string) => (value.trim() === '' ? 'This is needed to sign in' : null)

/** A fake gateway's secret is none. */
const withCredentials = (credentials: Pick<CredentialsAuth, 'clientToken' | 'clientSecret'>) =>
  ({ ...credentials, dangerouslyAllowBrowser: true }) as const

/** Signs in with the account's credentials; says why when that fails, or when a session ended by itself. */
export const SignInPanel = ({ auth }: { readonly auth: AuthState }) => {
  const { signIn, isBusy, error } = useSignIn(auth, withCredentials)
  useTitle('Sign in')
  const form = useForm({
    initialValues: { ...gateway.credentials },
    validate: { clientToken: required, clientSecret: required },
  })
  return (
    <Center py={{ base: 'md', sm: 48 }}>
      <Paper w="100%" maw={440} p={{ base: 'md', xs: 'xl' }} shadow="sm">
        <form
          onSubmit={form.onSubmit(signIn)}
          // What signing in takes is loaded once somebody is about to.
          onFocus={loadApi}
          onPointerEnter={loadApi}
          aria-label="Sign in"
          noValidate
        >
          <Stack gap="md">
            <Stack gap={6}>
              <Logo size={40} />
              <Title order={1} size="h3" mt={4}>
                Sign in to the playground
              </Title>
              <Text size="sm" c="dimmed">
                An unofficial client for the VZaps gateway, talking to a fake one inside this page.
                These credentials were made up for it; change one to see an error.
              </Text>
            </Stack>
            {error !== undefined && <ErrorPanel error={error} isSigningIn />}
            <TextInput
              label="Client token"
              autoComplete="off"
              spellCheck={false}
              {...form.getInputProps('clientToken')}
            />
            <PasswordInput
              label="Client secret"
              autoComplete="off"
              visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the client secret' }}
              {...form.getInputProps('clientSecret')}
            />
            <Button type="submit" fullWidth size="md" loading={isBusy}>
              Sign in
            </Button>
            <SlowNote isWaiting={isBusy} />
            <Text size="xs" c="dimmed">
              A real app never holds the secret in a page: its own server does. This one may, since
              there is nothing to steal.
            </Text>
          </Stack>
        </form>
      </Paper>
    </Center>
  )
}
