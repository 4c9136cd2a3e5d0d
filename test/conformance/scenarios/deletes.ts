import type { Scenario } from '../scenario.ts'

/** Rows that go, and those that come back because they must. */
export const deletes: readonly Scenario[] = [
  {
    name: 'a refused delete leaves a pending update of another row alone',
    async run(lab) {
      await lab.mount('all')
      const gone = await lab.remove('1')
      const b = await lab.update('2', { name: 'B' })
      lab.sees('B three')
      await gone.isRefused()
      lab.sees('one B three')
      await b.lands()
      await lab.quiet()
    },
  },
  {
    name: 'of two deletes only the refused one comes back',
    async run(lab) {
      await lab.mount('all')
      const first = await lab.remove('1')
      const second = await lab.remove('2')
      lab.sees('three')
      await second.lands()
      await first.isRefused()
      lab.sees('one three')
      await lab.quiet()
    },
  },
  {
    name: 'a refused delete puts its row back in its place, though the list has changed',
    async run(lab) {
      await lab.mount('all')
      const gone = await lab.remove('2')
      lab.server.add({ name: 'four' })
      const poll = await lab.poll()
      await poll.lands()
      await gone.isRefused()
      lab.sees('one two three four')
      await lab.quiet()
    },
  },
  {
    name: "a poll during a delete shows another client's new row",
    async run(lab) {
      await lab.mount('all')
      const gone = await lab.remove('2')
      lab.server.add({ name: 'four' })
      const poll = await lab.poll()
      await poll.lands()
      lab.sees('one three four')
      await gone.lands()
      await lab.quiet()
    },
  },
  {
    name: 'a refused delete shows the pending update of its row again',
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      const gone = await lab.remove('1')
      lab.sees('two three')
      await gone.isRefused()
      lab.sees('A two three')
      await a.lands()
      await lab.quiet()
    },
  },
  {
    name: 'a refused update of a deleted row does not bring it back',
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      const gone = await lab.remove('1')
      const seen = lab.record()
      await a.isRefused()
      await gone.lands()
      await lab.quiet()
      lab.saw(seen, 'two three')
    },
  },
  {
    name: 'a poll during a delete does not bring the row back',
    async run(lab) {
      await lab.mount('all')
      const gone = await lab.remove('1')
      const seen = lab.record()
      const poll = await lab.poll()
      await poll.lands()
      await gone.lands()
      await lab.quiet()
      lab.saw(seen, 'two three')
    },
  },
  {
    name: 'a poll from before a delete does not bring the row back after it',
    async run(lab) {
      await lab.mount('all')
      const poll = await lab.poll()
      poll.arrives()
      const gone = await lab.remove('1')
      const seen = lab.record()
      await gone.lands()
      await poll.lands()
      await lab.quiet()
      lab.saw(seen, 'two three')
    },
  },
  {
    name: 'a list that is first read during a delete does not show the row',
    needs: ['lists'],
    async run(lab) {
      await lab.mount('all')
      const gone = await lab.remove('1')
      await lab.mount('first')
      lab.sees('two three', 'first')
      await gone.lands()
      await lab.quiet('all', 'first')
    },
  },
  {
    name: 'a delete is counted at once, and a refused one is not any more',
    needs: ['totals'],
    async run(lab) {
      await lab.mount('all')
      const refused = await lab.remove('1')
      const gone = await lab.remove('2')
      lab.seesTotal(1)
      await refused.isRefused()
      lab.seesTotal(2)
      await gone.lands()
      lab.seesTotal(2)
      await lab.quiet()
      lab.seesTotal(2)
    },
  },
  {
    name: 'after a delete every page is what the server has',
    needs: ['lists', 'totals'],
    async run(lab) {
      lab.server.add({ name: 'four' })
      lab.server.add({ name: 'five' })
      await lab.mount('first', 'second')
      const gone = await lab.remove('1')
      lab.sees('two three', 'first')
      lab.sees('four five', 'second')
      lab.seesTotal(4, 'first')
      await gone.lands()
      await lab.quiet('first', 'second')
      lab.seesTotal(4, 'first')
      lab.seesTotal(4, 'second')
    },
  },
]
