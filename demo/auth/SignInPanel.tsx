import { Button, Center, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import type { ChangeEvent, FormEvent } from 'react'
import { useState } from 'react'
import type { AuthState, CredentialsAuth } from 'vzaps-rtk/react'
import { loadApi } from '../store/account.ts'
import { gateway } from '../store/gateway.ts'
import { Logo } from '../ui/Logo.tsx'
import { lazily } from '../ui/lazily.tsx'
import { SlowNote } from '../ui/SlowNote.tsx'
import { useTitle } from '../ui/use-title.ts'
import { t } from '../words/words.ts'
import { useSignIn } from './use-sign-in.ts'

const ErrorPanel = lazily(async () => (await import('../ui/ErrorPanel.tsx')).ErrorPanel)

const isBlank = (value: string) => value.trim() === ''

/** What is typed into the form; what is missing is told once it was sent like that. */
const useCredentials = () => {
  const [values, setValues] = useState({ ...gateway.credentials })
  const [isChecked, setChecked] = useState(false)
  return {
    values,
    check: () => {
      setChecked(true)
      return !Object.values(values).some(isBlank)
    },
    field: (name: keyof typeof values) => ({
      value: values[name],
      error: isChecked && isBlank(values[name]) && t('This is needed to sign in'),
      onChange: (event: ChangeEvent<HTMLInputElement>) =>
        setValues({ ...values, [name]: event.currentTarget.value }),
    }),
  }
}

/** A fake gateway's secret is none. */
const withCredentials = (credentials: Pick<CredentialsAuth, 'clientToken' | 'clientSecret'>) =>
  ({ ...credentials, dangerouslyAllowBrowser: true }) as const

/** Signs in with the account's credentials; says why when that fails, or when a session ended by itself. */
export const SignInPanel = ({ auth }: { readonly auth: AuthState }) => {
  const { signIn, isBusy, error } = useSignIn(auth, withCredentials)
  useTitle(t('Sign in'))
  const { values, check, field } = useCredentials()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (check()) void signIn(values)
  }
  return (
    <Center py={{ base: 'md', sm: 48 }}>
      <Paper w="100%" maw={440} p={{ base: 'md', xs: 'xl' }} shadow="sm">
        <form
          onSubmit={submit}
          // What signing in takes is loaded once somebody is about to.
          onFocus={loadApi}
          onPointerEnter={loadApi}
          aria-label={t('Sign in')}
          noValidate
        >
          <Stack gap="md">
            <Stack gap={6}>
              <Logo size={40} />
              <Title order={1} size="h3" mt={4}>
                {t('Sign in to the playground')}
              </Title>
              <Text size="sm" c="dimmed">
                {t(
                  'An unofficial client for the VZaps gateway, talking to a fake one inside this page. These credentials were made up for it; change one to see an error.',
                )}
              </Text>
            </Stack>
            {error !== undefined && <ErrorPanel error={error} isSigningIn />}
            <TextInput
              label={t('Client token')}
              autoComplete="off"
              spellCheck={false}
              {...field('clientToken')}
            />
            <PasswordInput
              label={t('Client secret')}
              autoComplete="off"
              visibilityToggleButtonProps={{ 'aria-label': t('Show or hide the client secret') }}
              {...field('clientSecret')}
            />
            <Button type="submit" fullWidth size="md" loading={isBusy}>
              {t('Sign in')}
            </Button>
            <SlowNote isWaiting={isBusy} />
            <Text size="xs" c="dimmed">
              {t(
                'A real app never holds the secret in a page: its own server does. This one may, since there is nothing to steal.',
              )}
            </Text>
          </Stack>
        </form>
      </Paper>
    </Center>
  )
}
