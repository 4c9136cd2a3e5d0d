import type { Scenario } from '../scenario.ts'

/** One call that makes many rows, or takes them away. */
export const manyCreatesAndDeletes: readonly Scenario[] = [
  {
    name: 'a poll from before an update of many rows does not undo it in any of them',
    async run(lab) {
      await lab.mount('all')
      await lab.mountDetail('2')
      const poll = await lab.poll()
      poll.arrives()
      const all = await lab.updateMany(['1', '2'], { name: 'A' })
      const seen = lab.recordBoth('2')
      await all.lands()
      await poll.lands()
      lab.sees('A A three')
      await lab.quiet()
      lab.saw(seen, 'A|A')
    },
  },
  {
    name: 'a refused delete of many rows brings them back, with what another update has made of them',
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      const gone = await lab.removeMany('1', '2')
      lab.sees('three')
      await a.lands()
      lab.sees('three')
      await gone.isRefused()
      lab.sees('A two three')
      await lab.quiet()
    },
  },
  {
    name: 'a poll from before a delete of many rows brings none of them back after it',
    async run(lab) {
      await lab.mount('all')
      const poll = await lab.poll()
      poll.arrives()
      const gone = await lab.removeMany('1', '3')
      const seen = lab.record()
      await gone.lands()
      await poll.lands()
      await lab.quiet()
      lab.saw(seen, 'two')
    },
  },
  {
    name: 'many rows that one call creates are seen once each, though a poll already brings them',
    async run(lab) {
      await lab.mount('all')
      const made = await lab.createMany('four', 'five')
      const seen = lab.record()
      made.arrives()
      const poll = await lab.poll()
      await poll.lands()
      await made.lands()
      await lab.quiet()
      lab.saw(seen, 'one two three four five')
    },
  },
  {
    name: 'a refused create of many rows takes all of them away, and leaves a pending create alone',
    async run(lab) {
      await lab.mount('all')
      const made = await lab.createMany('A', 'B')
      const c = await lab.create('C')
      lab.sees('one two three A B C')
      const poll = await lab.poll()
      await poll.lands()
      lab.sees('one two three A B C')
      await made.isRefused()
      lab.sees('one two three C')
      await c.lands()
      await lab.quiet()
    },
  },
  {
    name: 'many rows that one call creates and deletes are counted at once',
    needs: ['totals'],
    async run(lab) {
      await lab.mount('all')
      const made = await lab.createMany('four', 'five')
      lab.seesTotal(5)
      const gone = await lab.removeMany('1', '2')
      lab.seesTotal(3)
      await made.isRefused()
      lab.seesTotal(1)
      await gone.lands()
      lab.seesTotal(1)
      await lab.quiet()
      lab.seesTotal(1)
    },
  },
  {
    name: 'many rows that one call creates are seen though its answer is lost, until the server says otherwise',
    async run(lab) {
      await lab.mount('all')
      const made = await lab.createMany('four', 'five')
      const seen = lab.record()
      await made.arrives().isLost()
      const poll = await lab.poll()
      await poll.lands()
      await lab.quiet()
      lab.saw(seen, 'one two three four five')
    },
  },
]
