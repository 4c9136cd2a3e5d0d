import { Badge, Group, Paper, Stack, Title } from '@mantine/core'
import { IconBolt } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useId } from 'react'
import { t } from '../words/words.ts'
import { nameText } from './script.ts'
import type { SideName, Snapshot } from './stage.ts'

const titleOf = (name: SideName): string =>
  name === 'library' ? 'vzaps-rtk' : t('Plain RTK Query')

interface SidePanelProps {
  readonly name: SideName
  readonly snapshot: Snapshot
  readonly children: ReactNode
}

/** One side: what its user sees now, and under it what led there. */
export const SidePanel = ({ name, snapshot, children }: SidePanelProps) => {
  const titleId = useId()
  const isRight = snapshot.steps.at(-1)?.frames[name].isRight ?? true
  const wrong = snapshot.steps.filter(({ frames }) => !frames[name].isRight).length
  return (
    <Paper component="section" className={`side side-${name}`} aria-labelledby={titleId}>
      <Group justify="space-between" gap={6} mih={26}>
        <Title order={2} size="h6" id={titleId}>
          {titleOf(name)}
        </Title>
        {snapshot.steps.length > 0 && (
          <Badge color={wrong === 0 ? 'brand' : 'red'}>
            {wrong === 0
              ? t('Right all along')
              : t('Wrong in {wrong} of {steps}', { wrong, steps: snapshot.steps.length })}
          </Badge>
        )}
      </Group>
      <div className="screen" data-wrong={!isRight || undefined}>
        <div className="layer-title">
          {t('You see')}
          {!isRight && (
            <span className="wrong-mark">
              <IconBolt size={14} aria-hidden /> {t('wrong')}
            </span>
          )}
        </div>
        <Stack gap={4} component="ul" className="screen-rows">
          {snapshot.names[name].map((row, index) => (
            // By place: a name may change, and jump back.
            // biome-ignore lint/suspicious/noArrayIndexKey: a row has no other key that both sides share.
            <li key={index} className="screen-row">
              {nameText(row)}
            </li>
          ))}
        </Stack>
      </div>
      {children}
    </Paper>
  )
}
