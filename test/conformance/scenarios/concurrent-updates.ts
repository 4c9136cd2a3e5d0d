import type { Scenario } from '../scenario.ts'

/** Several updates in flight: each one that fails takes back itself, and nothing else. */
export const concurrentUpdates: readonly Scenario[] = [
  {
    name: 'two pending updates of different rows are both seen',
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      const b = await lab.update('2', { name: 'B' })
      lab.sees('A B three')
      await a.lands()
      lab.sees('A B three')
      await b.lands()
      lab.sees('A B three')
      await lab.quiet()
    },
  },
  {
    name: 'a refused update leaves a pending one of another row alone',
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      const b = await lab.update('2', { name: 'B' })
      await a.isRefused()
      lab.sees('one B three')
      await b.lands()
      await lab.quiet()
    },
  },
  {
    name: 'a refused update leaves a pending one of another field alone',
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      const b = await lab.update('1', { note: 'B' })
      await a.isRefused()
      lab.sees('one(B) two three')
      await b.lands()
      await lab.quiet()
    },
  },
  {
    name: 'a refused update leaves a newer pending one of the same field alone',
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      const b = await lab.update('1', { name: 'B' })
      await a.isRefused()
      lab.sees('B two three')
      await b.lands()
      await lab.quiet()
    },
  },
  {
    name: 'two refused updates of one field leave nothing behind',
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      const b = await lab.update('1', { name: 'B' })
      await a.isRefused()
      await b.isRefused()
      lab.sees('one two three')
      await lab.quiet()
    },
  },
  {
    name: 'a refused update shows the older pending one of the same field again',
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      const b = await lab.update('1', { name: 'B' })
      await b.isRefused()
      lab.sees('A two three')
      await a.lands()
      await lab.quiet()
    },
  },
  {
    name: 'an update that succeeds does not cover a newer pending one',
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      const b = await lab.update('1', { name: 'B' })
      const seen = lab.record()
      await a.lands()
      await b.lands()
      await lab.quiet()
      lab.saw(seen, 'B two three')
    },
  },
  {
    name: 'an update that succeeded stays when one of another row is refused',
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      const b = await lab.update('2', { name: 'B' })
      await a.lands()
      await b.isRefused()
      lab.sees('A two three')
      await lab.quiet()
    },
  },
  {
    name: 'an older update that is refused leaves a newer one that succeeded alone',
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      const b = await lab.update('1', { name: 'B' })
      await b.lands()
      await a.isRefused()
      lab.sees('B two three')
      await lab.quiet()
    },
  },
  {
    name: 'answers that overtake each other do not show the older value',
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      const b = await lab.update('1', { name: 'B' })
      const seen = lab.record()
      a.arrives()
      await b.lands()
      await a.lands()
      await lab.quiet()
      lab.saw(seen, 'B two three')
    },
  },
  {
    name: 'of five quick updates the last is seen whatever becomes of the others',
    async run(lab) {
      await lab.mount('all')
      const updates = []
      for (const name of ['A', 'B', 'C', 'D', 'E']) updates.push(await lab.update('1', { name }))
      const seen = lab.record()
      for (const [index, update] of updates.entries()) {
        if (index % 2 === 0) await update.lands()
        else await update.isRefused()
      }
      await lab.quiet()
      lab.saw(seen, 'E two three')
    },
  },
  {
    name: 'a refused update shows what the one before it has made, though its refetch came in between',
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      await a.lands()
      const b = await lab.update('1', { name: 'B' })
      const seen = lab.record()
      await lab.reads()
      await b.isRefused()
      await lab.quiet()
      lab.saw(seen, 'B two three', 'A two three')
    },
  },
  {
    name: 'a read from between two updates of a row does not take back either',
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      const b = await lab.update('1', { note: 'B' })
      const seen = lab.record()
      a.arrives()
      const poll = await lab.poll()
      poll.arrives()
      await b.lands()
      await a.lands()
      await poll.lands()
      await lab.quiet()
      lab.saw(seen, 'A(B) two three')
    },
  },
]
