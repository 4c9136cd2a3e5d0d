import { Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { vzaps } from '../store/api.ts'
import { CopyButton } from '../ui/CopyButton.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { SlowNote } from '../ui/SlowNote.tsx'
import { useUnsaved } from '../ui/unsaved.ts'
import { t } from '../words/words.ts'

/** People write numbers with blanks, brackets and a plus; the gateway wants digits. */
const toDigits = (phone: string): string => phone.replaceAll(/[\s()+.-]/g, '')

const checkPhone = (phone: string): string | null =>
  /^\d{8,15}$/.test(toDigits(phone)) ? null : t('Country code and number, 8 to 15 digits')

/** A code to type into WhatsApp, for a phone that cannot scan its own screen. */
export const CodeTab = ({ instanceId }: { readonly instanceId: string }) => {
  const [getPairCode, { data, error, isLoading }] = vzaps.useGetPairCodeMutation()
  const form = useForm({ initialValues: { phone: '' }, validate: { phone: checkPhone } })
  useUnsaved(form.isDirty() && !data)
  return (
    <form
      onSubmit={form.onSubmit(({ phone }) => getPairCode({ instanceId, phone: toDigits(phone) }))}
      noValidate
    >
      <Stack gap="sm">
        <TextInput
          label={t('Phone number')}
          description={t('With the country code')}
          placeholder="55 11 99999 9999"
          inputMode="tel"
          autoComplete="off"
          {...form.getInputProps('phone')}
        />
        {error !== undefined && <ErrorPanel error={error} />}
        {data && !isLoading && (
          <Paper p="md" role="status">
            <Text size="sm" c="dimmed" ta="center">
              {t('Type this into WhatsApp')}
            </Text>
            <Group justify="center" gap="xs">
              <Text fz={28} fw={700} ff="monospace" lts={2}>
                {data.linkingCode}
              </Text>
              <CopyButton value={data.linkingCode} label={t('Copy the code')} />
            </Group>
          </Paper>
        )}
        <SlowNote isWaiting={isLoading} />
        <Button type="submit" loading={isLoading} variant={data ? 'default' : 'filled'}>
          {data ? t('Get another code') : t('Get a code')}
        </Button>
      </Stack>
    </form>
  )
}
