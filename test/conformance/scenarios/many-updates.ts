import type { Scenario } from '../scenario.ts'

/** One call that changes many rows, as "mark all" and bulk actions do. */
export const manyUpdates: readonly Scenario[] = [
  {
    name: 'an update of many rows and its refusal are one change each',
    async run(lab) {
      await lab.mount('all')
      const seen = lab.record()
      const all = await lab.updateMany(['1', '3'], { note: 'x' })
      await all.isRefused()
      await lab.quiet()
      lab.saw(seen, 'one two three', 'one(x) two three(x)', 'one two three')
    },
  },
  {
    name: 'a refused update of many rows leaves a newer pending one of one of them alone',
    async run(lab) {
      await lab.mount('all')
      const all = await lab.updateMany(['1', '2'], { name: 'A' })
      const b = await lab.update('2', { name: 'B' })
      lab.sees('A B three')
      await all.isRefused()
      lab.sees('one B three')
      await b.lands()
      await lab.quiet()
    },
  },
  {
    name: 'an update of many rows stays when one of one of them is refused',
    async run(lab) {
      await lab.mount('all')
      const all = await lab.updateMany(['1', '2'], { name: 'A' })
      const b = await lab.update('2', { name: 'B' })
      await b.isRefused()
      lab.sees('A A three')
      await all.lands()
      lab.sees('A A three')
      await lab.quiet()
    },
  },
  {
    name: "an update of many rows that is refused leaves what a poll has brought of another client's change",
    async run(lab) {
      await lab.mount('all')
      const all = await lab.updateMany(['1', '2'], { note: 'x' })
      lab.server.change('2', { name: 'X' })
      const poll = await lab.poll()
      await poll.lands()
      lab.sees('one(x) X(x) three')
      await all.isRefused()
      lab.sees('one X three')
      await lab.quiet()
    },
  },
  {
    name: 'two updates of many rows that share one are both seen, though their answers overtake each other',
    async run(lab) {
      await lab.mount('all')
      const a = await lab.updateMany(['1', '2'], { name: 'A' })
      const b = await lab.updateMany(['2', '3'], { name: 'B' })
      const seen = lab.record()
      a.arrives()
      await b.lands()
      await a.lands()
      await lab.quiet()
      lab.saw(seen, 'A B B')
    },
  },
  {
    name: 'of two updates of many rows that share one, the refused one goes alone',
    async run(lab) {
      await lab.mount('all')
      const a = await lab.updateMany(['1', '2'], { name: 'A' })
      const b = await lab.updateMany(['2', '3'], { name: 'B' })
      await b.lands()
      await a.isRefused()
      lab.sees('one B B')
      await lab.quiet()
    },
  },
  {
    name: 'an update of many rows whose answer is lost is shown until the server says otherwise',
    async run(lab) {
      await lab.mount('all')
      const all = await lab.updateMany(['1', '3'], { name: 'A' })
      const seen = lab.record()
      await all.arrives().isLost()
      const poll = await lab.poll()
      await poll.lands()
      await lab.quiet()
      lab.saw(seen, 'A two A')
    },
  },
  {
    name: 'an update of many rows and a poll that brings what another update has made of one leave each other alone',
    async run(lab) {
      await lab.mount('all')
      const all = await lab.updateMany(['1', '2'], { note: 'x' })
      const a = await lab.update('1', { name: 'A' })
      await a.lands()
      const poll = await lab.poll()
      await poll.lands()
      lab.sees('A(x) two(x) three')
      await all.isRefused()
      lab.sees('A two three')
      await lab.quiet()
    },
  },
  {
    name: 'an update of many rows that is refused because one of them is gone leaves that one gone',
    async run(lab) {
      await lab.mount('all')
      const all = await lab.updateMany(['1', '2'], { note: 'x' })
      const gone = await lab.remove('1')
      lab.sees('two(x) three')
      await gone.lands()
      lab.sees('two(x) three')
      await all.lands()
      lab.sees('two three')
      await lab.quiet()
    },
  },
  {
    name: 'what the server made of an update of many rows is shown, and nothing older before it',
    async run(lab) {
      await lab.mount('all')
      const all = await lab.updateMany(['1', '3'], { name: ' A ' })
      const seen = lab.record()
      await all.lands()
      await lab.quiet()
      lab.saw(seen, ' A  two  A ', 'A two A')
    },
  },
  {
    name: 'a detail and a list that are first read during an update of many rows show it',
    needs: ['details', 'lists'],
    async run(lab) {
      await lab.mount('all')
      const all = await lab.updateMany(['1', '2'], { note: 'x' })
      await lab.mount('first')
      await lab.mountDetail('2')
      lab.sees('one(x) two(x) three', 'first')
      lab.seesDetail('2', 'two(x)')
      await all.isRefused()
      lab.sees('one two three', 'first')
      lab.seesDetail('2', 'two')
      await lab.quiet('all', 'first')
    },
  },
]
