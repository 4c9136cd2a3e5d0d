import { Button, Group, Select } from '@mantine/core'
import { useCallback, useEffect, useState } from 'react'
import { useMatch } from 'react-router'
import { gateway } from '../store/gateway.ts'
import type { Named, Outside } from '../store/outside.ts'
import { toastNote } from '../ui/toast.tsx'
import { Part } from './Part.tsx'

const weekMs = 7 * 24 * 3_600_000

interface Deed {
  readonly label: string
  /** Gives what happened, or throws why it cannot. */
  readonly run: (gateway: Outside, id: string) => Promise<string>
  /** What to do when it cannot be done. */
  readonly remedy?: string
}

const nameIn = async ({ instances }: Outside, id: string) => (await instances.get(id))?.name ?? id

/** What another client of the account does. */
const client: readonly Deed[] = [
  {
    label: 'Rename it',
    run: async (gateway, id) => {
      const before = await nameIn(gateway, id)
      const { name } = await gateway.instances.patch(id, { name: nextName(before) })
      return `${before} is ${name} now.`
    },
    remedy: 'It is not there any more: choose another one.',
  },
  {
    label: 'Delete it',
    run: async (gateway, id) => {
      const name = await nameIn(gateway, id)
      await gateway.instances.remove(id)
      return `${name} is gone.`
    },
    remedy: 'It is not there any more: choose another one.',
  },
  {
    label: 'Create one',
    run: async (gateway) => {
      const { name } = await gateway.instances.add({ name: await freeName(gateway) })
      return `${name} is there.`
    },
  },
]

/** What the phone does. */
const phone: readonly Deed[] = [
  {
    label: 'Drop the connection',
    run: async (gateway, id) => {
      await gateway.dropConnection(id)
      return `The phone of ${await nameIn(gateway, id)} has no signal.`
    },
    remedy: 'It is not there any more: choose another one.',
  },
  {
    label: 'Scan now',
    run: async (gateway, id) => {
      await gateway.scanQr(id)
      return `The phone of ${await nameIn(gateway, id)} scanned the code.`
    },
    remedy: 'No code is shown: open “Pair a phone” of this instance first.',
  },
  {
    label: 'Message arrives',
    run: async (gateway, id) => {
      await gateway.receiveMessage(id, { text: 'Are you open today?' })
      return `${await nameIn(gateway, id)} got a message.`
    },
    remedy: 'No phone is connected to it.',
  },
]

/** The same again makes `Alpha (elsewhere 2)`. */
const nextName = (name: string): string => {
  const [, base, count = '1'] = /^(.*) \(elsewhere(?: (\d+))?\)$/.exec(name) ?? []
  return base ? `${base} (elsewhere ${Number(count) + 1})` : `${name} (elsewhere)`
}

const freeName = async ({ instances }: Outside): Promise<string> => {
  const taken = new Set((await instances.list()).map(({ name }) => name))
  let number = 1
  while (taken.has(`Made elsewhere ${number}`)) number += 1
  return `Made elsewhere ${number}`
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
      toastNote(label, await run(gateway, target))
    } catch {
      toastNote(`${label}: not now`, remedy)
    }
    await readAgain()
  }
  const buttons = (deeds: readonly Deed[]) => (
    <Group gap="xs">
      {deeds.map((deed) => (
        <Button key={deed.label} size="compact-xs" variant="default" onClick={() => act(deed)}>
          {deed.label}
        </Button>
      ))}
    </Group>
  )
  return (
    <>
      <Part title="Another client">
        <Select
          size="xs"
          aria-label="Which instance"
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
      <Part title="The phone">{buttons(phone)}</Part>
      <Part title="Time">
        <Group gap="xs">
          <Button
            size="compact-xs"
            variant="default"
            onClick={async () => {
              await gateway.advance(weekMs)
              toastNote('Seven days later', 'Trials and cancelled subscriptions may be over.')
            }}
          >
            Advance 7 days
          </Button>
        </Group>
      </Part>
    </>
  )
}
