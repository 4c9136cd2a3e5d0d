import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useId } from 'react'
import { t } from '../words/words.ts'
import { callText, nameText, nextOf } from './script.ts'
import type { StageCall } from './stage.ts'
import { unusedName } from './unused-name.ts'
import type { StoryControl } from './use-story.ts'

const where = ({ sides }: StageCall): string | undefined => {
  if (sides.length > 1) return undefined
  return sides[0] === 'library' ? t('sent on the left only') : t('sent on the right only')
}

/** What is on its way, and the buttons that let it go; and what a visitor can do besides. */
export const WirePanel = ({ control }: { readonly control: StoryControl }) => {
  const { snapshot, isReady, act, story } = control
  const titleId = useId()
  const name = unusedName(snapshot)
  const first = snapshot.names.library[0]
  const isReading = snapshot.calls.some(({ kind }) => kind === 'read')
  const next = story && nextOf(story, snapshot.steps)?.move
  const isNext = (call: string, verdict: string) =>
    next?.kind === 'end' && next.call === call && next.verdict === verdict
  return (
    <Paper component="section" className="wire" aria-labelledby={titleId}>
      <Title order={2} size="h6" id={titleId} lh="26px">
        {t('On its way, to both sides')}
      </Title>
      <ul className="calls">
        {snapshot.calls.map((call) => (
          <li key={call.id} className="call" data-kind={call.kind}>
            <span className="call-text">{callText(call.id, call.names)}</span>
            {where(call) && <span className="none">{where(call)}</span>}
            <Group gap={6} mt={6}>
              <Button
                size="compact-sm"
                variant={isNext(call.id, 'through') ? 'filled' : 'default'}
                disabled={call.isEarly}
                aria-label={t('Let it through: {call}', { call: callText(call.id, call.names) })}
                onClick={() => act({ kind: 'end', call: call.id, verdict: 'through' })}
              >
                {call.kind === 'read' ? t('Let it land') : t('Let it through')}
              </Button>
              {call.kind === 'change' && (
                <Button
                  size="compact-sm"
                  variant={isNext(call.id, 'refused') ? 'filled' : 'default'}
                  disabled={call.isEarly}
                  aria-label={t('Refuse: {call}', { call: callText(call.id, call.names) })}
                  onClick={() => act({ kind: 'end', call: call.id, verdict: 'refused' })}
                >
                  {t('Refuse')}
                </Button>
              )}
            </Group>
          </li>
        ))}
      </ul>
      {snapshot.calls.length === 0 && (
        <Text size="sm" className="none">
          {t('Nothing. Every call is held here until it is let go.')}
        </Text>
      )}
      <Stack gap={6} mt="auto">
        <div className="layer-title">{t('Do something yourself')}</div>
        <Group gap={6}>
          <Button
            size="compact-sm"
            variant="default"
            disabled={!isReady || !name || !first}
            onClick={() => name && act({ kind: 'rename', row: 0, to: name })}
          >
            {t('Rename {name}', { name: nameText(first ?? '') })}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            disabled={!isReady || !name}
            onClick={() => name && act({ kind: 'create', name })}
          >
            {t('Create')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            disabled={!isReady || isReading}
            onClick={() => act({ kind: 'poll' })}
          >
            {t('Poll')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  )
}
