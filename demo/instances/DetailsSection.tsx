import { Group, Text } from '@mantine/core'
import type { Instance } from 'vzaps-rtk/react'
import { TokenField } from '../auth/TokenField.tsx'
import { CopyButton } from '../ui/CopyButton.tsx'
import { Facts } from '../ui/Facts.tsx'
import { RelativeTime } from '../ui/RelativeTime.tsx'
import { Section } from '../ui/Section.tsx'
import { formatDay } from '../ui/times.ts'

const yesOrNo = (value: boolean | null | undefined): string =>
  value === undefined || value === null ? 'Not known' : value ? 'Yes' : 'No'

/** What does not change from day to day. */
export const DetailsSection = ({ instance }: { readonly instance: Instance }) => (
  <Section title="Details" code={() => import('../auth/TokenField.tsx?TokenField&code')}>
    <Facts
      facts={{
        Id: (
          <Group gap={4} wrap="nowrap">
            <Text size="sm" ff="monospace">
              {instance.id}
            </Text>
            <CopyButton value={instance.id} label="Copy the id" />
          </Group>
        ),
        Token: <TokenField instanceId={instance.id} />,
        'Rejects calls': yesOrNo(instance.rejectCalls),
        'Marks as read': yesOrNo(instance.autoReadMessages),
        Created: instance.createdAt ? formatDay(instance.createdAt) : '–',
        Updated: <RelativeTime at={instance.updatedAt} />,
      }}
    />
  </Section>
)
