import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { toVZapsError } from 'vzaps-rtk/react'
import { vzaps } from '../store/api.ts'
import { t } from '../words/words.ts'
import { CopyButton } from './CopyButton.tsx'
import { describeError } from './describe-error.ts'
import { useIsOver } from './use-is-over.ts'

interface ErrorPanelProps {
  readonly error: unknown
  /** A change was asked for, so the outcome matters. */
  readonly isWrite?: boolean
  readonly isRetrying?: boolean
  readonly onRetry?: (() => void) | undefined
  /** It stands on the sign-in panel itself. */
  readonly isSigningIn?: boolean
}

/** A session that the gateway no longer takes: trying again cannot help, signing in can. */
const needsSignIn = (error: unknown): boolean => {
  const known = toVZapsError(error)
  return known.kind === 'auth' && known.reason !== 'forbidden' && known.reason !== 'provider'
}

/** What happened, why, what to do, and the id to report it with; nothing once that is over. */
export const ErrorPanel = (props: ErrorPanelProps) =>
  // Nobody is signed in there, so there is no change under way that it could be about.
  props.isSigningIn ? <ErrorAlert {...props} /> : <PassingError {...props} />

const PassingError = (props: ErrorPanelProps) =>
  useIsOver(props.error) ? null : <ErrorAlert {...props} />

const ErrorAlert = (props: ErrorPanelProps) => {
  const { error, isWrite = false, isRetrying = false, onRetry, isSigningIn = false } = props
  const { title, cause, advice, requestId } = describeError(error, isWrite)
  return (
    <Alert
      color="red"
      title={title}
      icon={<IconAlertTriangle aria-hidden />}
      styles={{ title: { fontSize: 'var(--mantine-font-size-sm)' } }}
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          {cause} {advice}
        </Text>
        {requestId && (
          <Group gap={4}>
            <Text size="xs" c="dimmed">
              {t('Request {id}', { id: requestId })}
            </Text>
            <CopyButton value={requestId} label={t('Copy the request id')} />
          </Group>
        )}
        {needsSignIn(error) && !isSigningIn ? (
          <Button size="xs" color="red" variant="outline" onClick={() => vzaps.auth.signOut()}>
            {t('Sign in again')}
          </Button>
        ) : (
          onRetry && (
            <Button size="xs" color="red" variant="outline" loading={isRetrying} onClick={onRetry}>
              {t('Retry')}
            </Button>
          )
        )}
      </Stack>
    </Alert>
  )
}
