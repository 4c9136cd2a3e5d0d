import { Code, Stack, Text } from '@mantine/core'
import { Dialog } from '../ui/Dialog.tsx'

/** What the playground is where a relay is behind it. */
export const RelayHelpDialog = (props: {
  readonly opened: boolean
  readonly onClose: () => void
}) => (
  <Dialog {...props} title="About this playground" size="lg">
    <Stack gap="md">
      <Text size="sm">
        Every button here is a hook of <Code>vzaps-rtk</Code>, an unofficial RTK Query client for
        the VZaps WhatsApp gateway. The page has a session cookie and nothing else: it calls the
        relay of <Code>vzaps-rtk/server</Code> under <Code>/relay</Code>, which adds the credentials
        and calls <Code>vzaps-rtk/mock/node</Code>. Pushes come through the relay’s stream,{' '}
        <Code>/relay/events</Code>.
      </Text>
      <Text size="sm">
        “Faults” in the header turns what goes wrong between relay and gateway, and does what other
        clients and the phone do. What the gateway begins with is not in the address here, and there
        is no <Code>window.gateway</Code>: it is in the Node process. The story runs in the page, as
        always.
      </Text>
    </Stack>
  </Dialog>
)
