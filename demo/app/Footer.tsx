import { Code, Container, Text } from '@mantine/core'

/** What this is not, on every page. */
export const Footer = ({ isStory }: { readonly isStory: boolean }) => (
  <footer>
    <Container size={1840} px={{ base: 'sm', sm: 'lg' }} pt="md" pb={56}>
      <Text size="xs" c="dimmed">
        Unofficial, and not affiliated with VZaps or WhatsApp. Everything here talks to a fake
        gateway in this page’s memory: nothing leaves your browser, and a reload starts over.
        {!isStory && (
          <>
            {' '}
            Open the console and play with <Code>window.gateway</Code>.
          </>
        )}
      </Text>
    </Container>
  </footer>
)
