import { Button, Group, Select } from '@mantine/core'
import { useState } from 'react'
import { useMatch } from 'react-router'
import type { MockGateway } from 'vzaps-rtk/mock'
import { gateway } from '../store/gateway.ts'
import { toastNote } from '../ui/toast.tsx'
import { Part } from './Part.tsx'

const weekMs = 7 * 24 * 3_600_000

interface Deed {
  readonly label: string
  /** Gives what happened, or throws why it cannot. */
  readonly run: (gateway: MockGateway, id: string) => string
  /** What to do when it cannot be done. */
  readonly remedy?: string
}

const nameIn = ({ instances }: MockGateway, id: string) => instances.get(id)?.name ?? id

/** What another client of the account does. */
const client: readonly Deed[] = [
  {
    label: 'Rename it',
    run: (gateway, id) => {
      const before = nameIn(gateway, id)
      const { name } = gateway.instances.patch(id, { name: nextName(before) })
      return `${before} is ${name} now.`
    },
    remedy: 'It is not there any more: choose another one.',
  },
  {
    label: 'Delete it',
    run: (gateway, id) => {
      const name = nameIn(gateway, id)
      gateway.instances.remove(id)
      return `${name} is gone.`
    },
    remedy: 'It is not there any more: choose another one.',
  },
  {
    label: 'Create one',
    run: (gateway) => `${gateway.instances.add({ name: freeName(gateway) }).name} is there.`,
  },
]

/** What the phone does. */
const phone: readonly Deed[] = [
  {
    label: 'Drop the connection',
    run: (gateway, id) => {
      gateway.dropConnection(id)
      return `The phone of ${nameIn(gateway, id)} has no signal.`
    },
    remedy: 'It is not there any more: choose another one.',
  },
  {
    label: 'Scan now',
    run: (gateway, id) => {
      gateway.scanQr(id)
      return `The phone of ${nameIn(gateway, id)} scanned the code.`
    },
    remedy: 'No code is shown: open “Pair a phone” of this instance first.',
  },
  {
    label: 'Message arrives',
    run: (gateway, id) => {
      gateway.receiveMessage(id, { text: 'Are you open today?' })
      return `${nameIn(gateway, id)} got a message.`
    },
    remedy: 'No phone is connected to it.',
  },
]

/** The same again makes `Alpha (elsewhere 2)`. */
const nextName = (name: string): string => {
  const [, base, count = '1'] = /^(.*) \(elsewhere(?: (\d+))?\)$/.exec(name) ?? []
  return base ? `${base} (elsewhere ${Number(count) + 1})` : `${name} (elsewhere)`
}

const freeName = ({ instances }: MockGateway): string => {
  const taken = new Set(instances.list().map(({ name }) => name))
  let number = 1
  while (taken.has(`Made elsewhere ${number}`)) number += 1
  return `Made elsewhere ${number}`
}

/** What happens without this page: at another client, at the phone, and as time goes by. */
export const Others = () => {
  const open = useMatch('/instances/:instanceId')?.params.instanceId
  const [chosen, setChosen] = useState<string | null>(null)
  // As the gateway has them at the moment: it tells nobody when that changes.
  const rows = gateway.instances.list()
  const options = rows.map(({ id, name }) => ({ value: id, label: name || id }))
  const isThere = (id: string | null | undefined) => rows.some((row) => row.id === id)
  const target = [chosen, open, rows[0]?.id].find(isThere) ?? ''
  const [, renderAgain] = useState(0)

  const act = ({ label, run, remedy }: Deed) => {
    try {
      toastNote(label, run(gateway, target))
    } catch {
      toastNote(`${label}: not now`, remedy)
    }
    renderAgain((count) => count + 1)
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
            onClick={() => {
              gateway.advance(weekMs)
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
