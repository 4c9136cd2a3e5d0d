import { Code, Container, Text } from '@mantine/core'
import { rich, t } from '../words/words.ts'

/** What this is not, on every page. */
export const Footer = ({ isStory }: { readonly isStory: boolean }) => (
  <footer>
    <Container size={1840} px={{ base: 'sm', sm: 'lg' }} pt="md" pb={56}>
      <Text size="xs" c="dimmed">
        {t(
          'Unofficial, and not affiliated with VZaps or WhatsApp. Everything here talks to a fake gateway in this page’s memory: nothing leaves your browser, and a reload starts over.',
        )}
        {!isStory && (
          <>
            {' '}
            {rich('Open the console and play with {gateway}.', {
              gateway: <Code>window.gateway</Code>,
            })}
          </>
        )}
      </Text>
    </Container>
  </footer>
)
