import type { Scenario } from '../scenario.ts'

/** A row that stands in several entries: one truth, and the newest. */
export const oneTruth: readonly Scenario[] = [
  {
    name: 'an update and its refusal are one change each for list and detail',
    async run(lab) {
      await lab.mount('all')
      await lab.mountDetail('1')
      const seen = lab.recordBoth('1')
      const a = await lab.update('1', { name: 'A' })
      await a.isRefused()
      await lab.quiet()
      lab.saw(seen, 'one|one', 'A|A', 'one|one')
    },
  },
  {
    name: "another client's change is one change for list and detail",
    async run(lab) {
      await lab.mount('all')
      await lab.mountDetail('1')
      const seen = lab.recordBoth('1')
      lab.server.change('1', { name: 'X' })
      const poll = await lab.poll()
      await poll.lands()
      lab.saw(seen, 'one|one', 'X|X')
    },
  },
  {
    name: 'an older answer for the detail does not undo a newer one for the list',
    needs: ['details'],
    async run(lab) {
      await lab.mount('all')
      await lab.mountDetail('1')
      const old = await lab.pollDetail('1')
      old.arrives()
      lab.server.change('1', { name: 'X' })
      const seen = lab.recordBoth('1')
      const poll = await lab.poll()
      await poll.lands()
      await old.lands()
      lab.saw(seen, 'one|one', 'X|X')
    },
  },
  {
    name: 'an older answer for the list does not undo a newer one for the detail',
    needs: ['details'],
    async run(lab) {
      await lab.mount('all')
      await lab.mountDetail('1')
      const old = await lab.poll()
      old.arrives()
      lab.server.change('1', { name: 'X' })
      const seen = lab.recordBoth('1')
      const poll = await lab.pollDetail('1')
      await poll.lands()
      await old.lands()
      lab.saw(seen, 'one|one', 'X|X')
    },
  },
  {
    name: 'a detail that is first read during an update shows it',
    needs: ['details'],
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      await lab.mountDetail('1')
      lab.seesDetail('1', 'A')
      await a.isRefused()
      lab.seesDetail('1', 'one')
      await lab.quiet()
    },
  },
  {
    name: 'a detail that was first read before an update and lands after it shows it',
    needs: ['details'],
    async run(lab) {
      await lab.mount('all')
      lab.client.mountDetail('1')
      const first = await lab.pollDetail('1')
      first.arrives()
      const seen = lab.recordDetail('1')
      const a = await lab.update('1', { name: 'A' })
      await a.lands()
      await first.lands()
      await lab.quiet()
      lab.saw(seen, 'nothing', 'A')
    },
  },
  {
    name: 'a row that moves in a sorted list stays in its place until the server has moved it',
    needs: ['lists'],
    async run(lab) {
      await lab.mount('sorted')
      lab.sees('one three two', 'sorted')
      const z = await lab.update('1', { name: 'z' })
      lab.sees('z three two', 'sorted')
      const seen = lab.record('sorted')
      await z.lands()
      const poll = await lab.poll('sorted')
      await poll.lands()
      lab.saw(seen, 'z three two', 'three two z')
      await lab.quiet('sorted')
    },
  },
  {
    name: 'a row that a search no longer finds stays until the server has left it out',
    needs: ['lists'],
    async run(lab) {
      await lab.mount('matching')
      const x = await lab.update('1', { name: 'x' })
      lab.sees('x three', 'matching')
      const during = await lab.poll('matching')
      await during.lands()
      lab.sees('x three', 'matching')
      const seen = lab.record('matching')
      await x.lands()
      const poll = await lab.poll('matching')
      await poll.lands()
      lab.saw(seen, 'x three', 'three')
      await lab.quiet('matching')
    },
  },
  {
    name: 'what one list brings is seen in every other in the same change',
    needs: ['lists'],
    async run(lab) {
      await lab.mount('all', 'sorted')
      lab.server.change('2', { note: 'x' })
      const seen = lab.record('sorted')
      const poll = await lab.poll('all')
      await poll.lands()
      lab.saw(seen, 'one three two', 'one three two(x)')
    },
  },
]
