// @vitest-environment jsdom
import { describe, expect, test } from 'vitest'
import type { Adapter } from './adapter.ts'
import { library } from './adapters/library.tsx'
import { overlay } from './adapters/overlay.tsx'
import { rtkQuery } from './adapters/rtk-query.tsx'
import { swr } from './adapters/swr.tsx'
import { tanstackDb } from './adapters/tanstack-db.tsx'
import { tanstackQuery } from './adapters/tanstack-query.tsx'
import type { KindName } from './open/kinds.ts'
import { kinds } from './open/kinds.ts'
import { makeRow } from './rows.ts'
import type { Load } from './scenario.ts'
import { scenarios } from './scenarios.ts'
import { mountScene } from './scene.tsx'

const little: Load = {
  rows: 10,
  cold: 5,
  warm: 5,
  rendered: 5,
  burst: 5,
  creates: 5,
  refetches: 4,
  few: 5,
  fewRefetches: 4,
  refetching: 2,
  actions: 8,
  entries: [2, 4],
  mutations: 3,
  leak: 10,
  kind: 'update',
  open: [1, 3],
  openRows: 100,
  samples: 4,
}

/** Where the documented recipe ends with something else than the server has, as long as nobody refetches. */
const wrong: Readonly<Record<string, readonly string[]>> = {
  'TanStack Query': ['allFail'],
  SWR: ['allSucceed', 'creates'],
}

/** Only the overlay has a store of open operations. */
const { open, ...shared } = scenarios

describe.each<Adapter>([rtkQuery, tanstackQuery, swr, tanstackDb, overlay, library])(
  '$name',
  (adapter) => {
    test.each(Object.entries(shared))('plays %s to the end it should have', async (name, play) => {
      const { isRight } = await play(adapter, little)
      expect(isRight).toBe(!wrong[adapter.name]?.includes(name))
    })

    test('shows a new name while the server does not know it, and takes it back when refused', async () => {
      const scene = await mountScene(adapter, 3)
      const { id, name } = makeRow(0)
      const shown = () => scene.client.rows().find((row) => row.id === id)?.name
      let meanwhile: unknown
      scene.server.fetch = async () => {
        await new Promise<void>((resolve) => setImmediate(resolve))
        meanwhile = shown()
        return new Response('{}', { status: 409 })
      }
      expect(await scene.rename(id, 'Soon')).toBe(false)
      expect(meanwhile).toBe('Soon')
      expect(shown()).toBe(name)
      scene.unmount()
    })

    test('shows a new row while the server does not know it, and takes it back when refused', async () => {
      const scene = await mountScene(adapter, 3)
      // A new row stands first or last.
      const names = () =>
        scene.client
          .rows()
          .map(({ name }) => name)
          .sort()
      const before = names()
      let meanwhile: unknown
      scene.server.fetch = async () => {
        await new Promise<void>((resolve) => setImmediate(resolve))
        meanwhile = names()
        return new Response('{}', { status: 409 })
      }
      expect(await scene.create('Soon')).toBe(false)
      expect(meanwhile).toEqual([...before, 'Soon'])
      expect(names()).toEqual(before)
      scene.unmount()
    })

    test('keeps what is seeded without showing it', async () => {
      const scene = await mountScene(adapter, 3)
      await scene.client.seed([makeRow(7)])
      expect(JSON.stringify(scene.client.kept())).toContain(makeRow(7).id)
      expect(scene.client.rows()).toHaveLength(3)
      scene.unmount()
    })
  },
)

describe('many open operations', () => {
  const names = Object.keys(kinds) as KindName[]

  test.each(names)('of the kind %s are shown, and end as the server has them', async (kind) => {
    const { isRight, ...figures } = await open(overlay, { ...little, kind })
    expect(isRight).toBe(true)
    const actions = ['start', 'settle', 'refuse', 'land', 'overtake']
    const expected = little.open.flatMap((count) =>
      actions.map((action) => `${kind} ${action} ${count}`),
    )
    expect(Object.keys(figures).sort()).toEqual(expected.sort())
    expect(Object.values(figures).every((figure) => Number(figure) > 0)).toBe(true)
  })
})
