import { Container, Text } from '@mantine/core'
import { t } from '../words/words.ts'

/** What this is not, where a relay is behind the page. */
export const RelayFooter = () => (
  <footer>
    <Container size={1840} px={{ base: 'sm', sm: 'lg' }} pt="md" pb={56}>
      <Text size="xs" c="dimmed">
        {t(
          'Unofficial, and not affiliated with VZaps or WhatsApp. Everything here talks to a relay and a fake gateway in a Node process on this machine; starting it again starts over.',
        )}
      </Text>
    </Container>
  </footer>
)
