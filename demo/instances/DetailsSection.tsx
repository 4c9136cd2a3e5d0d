import { Group, Text } from '@mantine/core'
import type { Instance } from 'vzaps-rtk/react'
import { TokenField } from '../auth/TokenField.tsx'
import { CopyButton } from '../ui/CopyButton.tsx'
import { Facts } from '../ui/Facts.tsx'
import { RelativeTime } from '../ui/RelativeTime.tsx'
import { Section } from '../ui/Section.tsx'
import { formatDay } from '../ui/times.ts'
import { t } from '../words/words.ts'

const yesOrNo = (value: boolean | null | undefined): string =>
  value === undefined || value === null ? t('Not known') : value ? t('Yes') : t('No')

/** What does not change from day to day. */
export const DetailsSection = ({ instance }: { readonly instance: Instance }) => (
  <Section title={t('Details')} code={() => import('../auth/TokenField.tsx?TokenField&code')}>
    <Facts
      facts={{
        [t('Id')]: (
          <Group gap={4} wrap="nowrap">
            <Text size="sm" ff="monospace">
              {instance.id}
            </Text>
            <CopyButton value={instance.id} label={t('Copy the id')} />
          </Group>
        ),
        [t('Token')]: <TokenField instanceId={instance.id} />,
        [t('Rejects calls')]: yesOrNo(instance.rejectCalls),
        [t('Marks as read')]: yesOrNo(instance.autoReadMessages),
        [t('Created')]: instance.createdAt ? formatDay(instance.createdAt) : '–',
        [t('Updated')]: <RelativeTime at={instance.updatedAt} />,
      }}
    />
  </Section>
)
