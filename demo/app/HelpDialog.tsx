import { Anchor, Button, Code, Group, List, Stack, Switch, Text, Title } from '@mantine/core'
import { useStaySignedIn } from '../auth/stay-signed-in.ts'
import { gateway } from '../store/gateway.ts'
import type { Outside } from '../store/outside.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { useShortcutsSetting } from '../ui/shortcuts.ts'
import { toastNote } from '../ui/toast.tsx'
import type { Sentence } from '../words/words.ts'
import { rich, t } from '../words/words.ts'

interface Trick {
  readonly label: Sentence
  readonly note: Sentence
  readonly run: (gateway: Outside) => void
}

const tricks: readonly Trick[] = [
  {
    label: 'Fail the next three calls',
    note: 'The next three calls answer 503. Reads are tried again, writes never are.',
    run: ({ faults }) => faults.failNext({ kind: 'status', status: 503 }, { times: 3 }),
  },
  {
    label: 'Refuse the next change',
    note: 'The next rename, create or delete is shown at once, then refused and taken back.',
    run: ({ faults }) =>
      faults.failNext(
        { kind: 'status', status: 409 },
        { path: /^\/instances\/(?!list$|get$)[^/]+$/ },
      ),
  },
  {
    label: 'Take the gateway offline',
    note: 'Every call fails until you bring it back.',
    run: ({ faults }) => faults.set({ offline: true }),
  },
  {
    label: 'Slow it down',
    note: 'Each answer takes three seconds now.',
    run: ({ faults }) => faults.set({ latencyMs: 3_000 }),
  },
  {
    label: 'Expire the token',
    note: 'The next call is answered 401; a new token is fetched, and nobody notices.',
    run: ({ tokens }) => tokens.expire(),
  },
  {
    label: 'Back to normal',
    note: 'No faults are left.',
    run: ({ faults }) => faults.reset(),
  },
]

/** What the playground is, and how to make things go wrong. */
export const HelpDialog = (props: { readonly opened: boolean; readonly onClose: () => void }) => {
  const staySignedIn = useStaySignedIn()
  const [hasShortcuts, setShortcuts] = useShortcutsSetting()
  return (
    <Dialog {...props} title={t('About this playground')} size="lg">
      <Stack gap="md">
        <Text size="sm">
          {rich(
            'Every button here is a hook of {library}, an unofficial RTK Query client for the VZaps WhatsApp gateway. The gateway behind it is {mock}, running inside this page: there is no account, no phone and no bill, and nothing leaves your browser.',
            { library: <Code>vzaps-rtk</Code>, mock: <Code>vzaps-rtk/mock</Code> },
          )}
        </Text>
        <Title order={3} size="h5">
          {t('Make something go wrong')}
        </Title>
        <Group gap="xs">
          {tricks.map(({ label, note, run }) => (
            <Button
              key={label}
              variant="default"
              size="xs"
              onClick={() => {
                run(gateway)
                toastNote(t(label), t(note))
              }}
            >
              {t(label)}
            </Button>
          ))}
        </Group>
        <Text size="sm">
          {rich('The console can do more, with {gateway}:', {
            gateway: <Code>window.gateway</Code>,
          })}
        </Text>
        <List size="sm" spacing={4}>
          <List.Item>
            <Code>gateway.instances.add({'{ name: "Another client made me" }'})</Code>
          </List.Item>
          <List.Item>
            {rich('{code}, as a phone without a signal does', {
              code: <Code>gateway.dropConnection(id)</Code>,
            })}
          </List.Item>
          <List.Item>
            {rich('{code}, and the trials are over', {
              code: <Code>gateway.advance(7 * 24 * 3_600_000)</Code>,
            })}
          </List.Item>
          <List.Item>
            {rich('{code}, what was really sent', { code: <Code>gateway.requests</Code> })}
          </List.Item>
        </List>
        <Switch
          size="sm"
          label={t('Keyboard shortcuts')}
          description={t('/ to search, n for a new instance; neither acts behind a dialog')}
          checked={hasShortcuts}
          onChange={(event) => setShortcuts(event.currentTarget.checked)}
        />
        <Text size="sm" c="dimmed">
          {t('The address holds search, order and page, and what the gateway begins with:')}{' '}
          <Anchor underline="always" href="?seed=11&instances=500&latency=0" onClick={staySignedIn}>
            ?seed=11&instances=500&latency=0
          </Anchor>
        </Text>
      </Stack>
    </Dialog>
  )
}
