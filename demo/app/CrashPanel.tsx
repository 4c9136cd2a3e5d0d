import { Button, Center, Code, Stack, Text, Title } from '@mantine/core'
import { t } from '../words/words.ts'

/** What is left of the page when the app itself has a bug. */
export const CrashPanel = ({ error }: { readonly error: unknown }) => (
  <Center component="main" mih="100dvh" p="md">
    <Stack maw={480} gap="sm" role="alert">
      <Title order={1} size="h3">
        {t('This page broke')}
      </Title>
      <Text>
        {t('That is a bug of the playground, not of your account: nothing was changed by it.')}
      </Text>
      <Code block>{error instanceof Error ? error.message : String(error)}</Code>
      <Button onClick={() => window.location.reload()}>{t('Reload the page')}</Button>
    </Stack>
  </Center>
)
