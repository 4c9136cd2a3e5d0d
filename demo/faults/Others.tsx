import { Button, Group, Select } from '@mantine/core'
import { useCallback, useEffect, useState } from 'react'
import { useMatch } from 'react-router'
import { gateway } from '../store/gateway.ts'
import type { Named, Outside } from '../store/outside.ts'
import { toastNote } from '../ui/toast.tsx'
import type { Sentence } from '../words/words.ts'
import { t } from '../words/words.ts'
import { Part } from './Part.tsx'

const weekMs = 7 * 24 * 3_600_000

interface Deed {
  readonly label: Sentence
  /** Gives what happened, or throws why it cannot. */
  readonly run: (gateway: Outside, id: string) => Promise<string>
  /** What to do when it cannot be done. */
  readonly remedy?: Sentence
}

const nameIn = async ({ instances }: Outside, id: string) => (await instances.get(id))?.name ?? id

/** What another client of the account does. */
const client: readonly Deed[] = [
  {
    label: 'Rename it',
    run: async (gateway, id) => {
      const before = await nameIn(gateway, id)
      const { name } = await gateway.instances.patch(id, { name: nextName(before) })
      return t('{before} is {name} now.', { before, name: name ?? id })
    },
    remedy: 'It is not there any more: choose another one.',
  },
  {
    label: 'Delete it',
    run: async (gateway, id) => {
      const name = await nameIn(gateway, id)
      await gateway.instances.remove(id)
      return t('{name} is gone.', { name })
    },
    remedy: 'It is not there any more: choose another one.',
  },
  {
    label: 'Create one',
    run: async (gateway) => {
      const { name } = await gateway.instances.add({ name: await freeName(gateway) })
      return t('{name} is there.', { name })
    },
  },
]

/** What the phone does. */
const phone: readonly Deed[] = [
  {
    label: 'Drop the connection',
    run: async (gateway, id) => {
      await gateway.dropConnection(id)
      return t('The phone of {name} has no signal.', { name: await nameIn(gateway, id) })
    },
    remedy: 'It is not there any more: choose another one.',
  },
  {
    label: 'Scan now',
    run: async (gateway, id) => {
      await gateway.scanQr(id)
      return t('The phone of {name} scanned the code.', { name: await nameIn(gateway, id) })
    },
    remedy: 'No code is shown: open “Pair a phone” of this instance first.',
  },
  {
    label: 'Message arrives',
    run: async (gateway, id) => {
      await gateway.receiveMessage(id, { text: t('Are you open today?') })
      return t('{name} got a message.', { name: await nameIn(gateway, id) })
    },
    remedy: 'No phone is connected to it.',
  },
]

/** The same again makes `Alpha (elsewhere 2)`. */
const nextName = (name: string): string => {
  const elsewhere = t('elsewhere')
  const [, base, count = '1'] = new RegExp(`^(.*) \\(${elsewhere}(?: (\\d+))?\\)$`).exec(name) ?? []
  return base ? `${base} (${elsewhere} ${Number(count) + 1})` : `${name} (${elsewhere})`
}

const freeName = async ({ instances }: Outside): Promise<string> => {
  const taken = new Set((await instances.list()).map(({ name }) => name))
  const names = Array.from({ length: taken.size + 1 }, (_, index) =>
    t('Made elsewhere {number}', { number: String(index + 1) }),
  )
  return names.find((name) => !taken.has(name)) ?? ''
}

/** The rows as the gateway has them when this is asked: it tells nobody when that changes. */
const useRows = () => {
  const [rows, setRows] = useState<readonly Named[]>([])
  const readAgain = useCallback(async () => setRows(await gateway.instances.list()), [])
  useEffect(() => void readAgain(), [readAgain])
  return { rows, readAgain }
}

/** What happens without this page: at another client, at the phone, and as time goes by. */
export const Others = () => {
  const open = useMatch('/instances/:instanceId')?.params.instanceId
  const [chosen, setChosen] = useState<string | null>(null)
  const { rows, readAgain } = useRows()
  const options = rows.map(({ id, name }) => ({ value: id, label: name || id }))
  const isThere = (id: string | null | undefined) => rows.some((row) => row.id === id)
  const target = [chosen, open, rows[0]?.id].find(isThere) ?? ''

  const act = async ({ label, run, remedy }: Deed) => {
    try {
      toastNote(t(label), await run(gateway, target))
    } catch {
      toastNote(t('{deed}: not now', { deed: t(label) }), remedy && t(remedy))
    }
    await readAgain()
  }
  const buttons = (deeds: readonly Deed[]) => (
    <Group gap="xs">
      {deeds.map((deed) => (
        <Button key={deed.label} size="compact-xs" variant="default" onClick={() => act(deed)}>
          {t(deed.label)}
        </Button>
      ))}
    </Group>
  )
  return (
    <>
      <Part title={t('Another client')}>
        <Select
          size="xs"
          aria-label={t('Which instance')}
          searchable
          limit={30}
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
          data={options}
          value={target}
          onChange={setChosen}
        />
        {buttons(client)}
      </Part>
      <Part title={t('The phone')}>{buttons(phone)}</Part>
      <Part title={t('Time')}>
        <Group gap="xs">
          <Button
            size="compact-xs"
            variant="default"
            onClick={async () => {
              await gateway.advance(weekMs)
              toastNote(t('Seven days later'), t('Trials and cancelled subscriptions may be over.'))
            }}
          >
            {t('Advance 7 days')}
          </Button>
        </Group>
      </Part>
    </>
  )
}
