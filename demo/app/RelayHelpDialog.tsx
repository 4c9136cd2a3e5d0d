import { Code, Stack, Text } from '@mantine/core'
import { Dialog } from '../ui/Dialog.tsx'
import { rich, t } from '../words/words.ts'

/** What the playground is where a relay is behind it. */
export const RelayHelpDialog = (props: {
  readonly opened: boolean
  readonly onClose: () => void
}) => (
  <Dialog {...props} title={t('About this playground')} size="lg">
    <Stack gap="md">
      <Text size="sm">
        {rich(
          'Every button here is a hook of {library}, an unofficial RTK Query client for the VZaps WhatsApp gateway. The page has a session cookie and nothing else: it calls the relay of {server} under {path}, which adds the credentials and calls {mock}. Pushes come through the relay’s stream, {events}.',
          {
            library: <Code>vzaps-rtk</Code>,
            server: <Code>vzaps-rtk/server</Code>,
            path: <Code>/relay</Code>,
            mock: <Code>vzaps-rtk/mock/node</Code>,
            events: <Code>/relay/events</Code>,
          },
        )}
      </Text>
      <Text size="sm">
        {rich(
          '“Faults” in the header turns what goes wrong between relay and gateway, and does what other clients and the phone do. What the gateway begins with is not in the address here, and there is no {gateway}: it is in the Node process. The story runs in the page, as always.',
          { gateway: <Code>window.gateway</Code> },
        )}
      </Text>
    </Stack>
  </Dialog>
)
