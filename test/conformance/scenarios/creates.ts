import { Mismatch } from '../lab.ts'
import type { Scenario } from '../scenario.ts'

/** Rows that are made: seen once, from the start, under one key. */
export const creates: readonly Scenario[] = [
  {
    name: 'a created row is seen once, before its answer and after it',
    async run(lab) {
      await lab.mount('all')
      const four = await lab.create('four')
      const seen = lab.record()
      await four.lands()
      await lab.quiet()
      lab.saw(seen, 'one two three four')
    },
  },
  {
    name: 'a created row that a poll already brings is not seen twice',
    async run(lab) {
      await lab.mount('all')
      const four = await lab.create('four')
      const seen = lab.record()
      four.arrives()
      const poll = await lab.poll()
      await poll.lands()
      await four.lands()
      await lab.quiet()
      lab.saw(seen, 'one two three four')
    },
  },
  {
    name: 'a poll during a create does not hide the row',
    async run(lab) {
      await lab.mount('all')
      const four = await lab.create('four')
      const seen = lab.record()
      const poll = await lab.poll()
      await poll.lands()
      await four.lands()
      await lab.quiet()
      lab.saw(seen, 'one two three four')
    },
  },
  {
    name: 'a poll from before a create does not hide the row after it',
    async run(lab) {
      await lab.mount('all')
      const four = await lab.create('four')
      const seen = lab.record()
      const poll = await lab.poll()
      poll.arrives()
      await four.lands()
      await poll.lands()
      await lab.quiet()
      lab.saw(seen, 'one two three four')
    },
  },
  {
    name: 'a refused create leaves a pending one alone',
    async run(lab) {
      await lab.mount('all')
      const a = await lab.create('A')
      const b = await lab.create('B')
      lab.sees('one two three A B')
      await a.isRefused()
      lab.sees('one two three B')
      await b.lands()
      lab.sees('one two three B')
      await lab.quiet()
    },
  },
  {
    name: "a refused create leaves another client's new row alone",
    async run(lab) {
      await lab.mount('all')
      const five = await lab.create('five')
      lab.server.add({ name: 'four' })
      const poll = await lab.poll()
      await poll.lands()
      await five.isRefused()
      lab.sees('one two three four')
      await lab.quiet()
    },
  },
  {
    name: "a poll during a create shows another client's new row",
    async run(lab) {
      await lab.mount('all')
      const five = await lab.create('five')
      lab.server.add({ name: 'four' })
      const poll = await lab.poll()
      await poll.lands()
      lab.sees('one two three four five')
      await five.lands()
      await lab.quiet()
    },
  },
  {
    name: 'two creates that the server handles in the other order end as it has them',
    async run(lab) {
      await lab.mount('all')
      const a = await lab.create('A')
      const b = await lab.create('B')
      lab.sees('one two three A B')
      await b.lands()
      await a.lands()
      lab.client.invalidate('1')
      await lab.quiet()
    },
  },
  {
    name: 'a created row can be updated as soon as its id is known',
    async run(lab) {
      await lab.mount('all')
      const four = await lab.create('four')
      await four.lands()
      const a = await lab.update('4', { name: 'A' })
      lab.sees('one two three A')
      await a.lands()
      await lab.quiet()
    },
  },
  {
    name: 'a create is counted at once, and a refused one is not any more',
    needs: ['totals'],
    async run(lab) {
      await lab.mount('all')
      const refused = await lab.create('A')
      const four = await lab.create('four')
      lab.seesTotal(5)
      await refused.isRefused()
      lab.seesTotal(4)
      await four.lands()
      await lab.quiet()
      lab.seesTotal(4)
    },
  },
  {
    name: 'the key of a created row stays when the server gives it its id',
    needs: ['keys'],
    async run(lab) {
      await lab.mount('all')
      const key = () => {
        const row = lab.client.list('all')?.items.at(-1)
        return row?.name === 'four' ? lab.client.keyOf?.(row.id) : undefined
      }
      const four = await lab.create('four')
      const before = key()
      await four.lands()
      const between = key()
      await lab.quiet()
      if (before === undefined || between !== before || key() !== before) {
        throw new Mismatch(`the key was ${before}, then ${between}, then ${key()}`)
      }
    },
  },
]
