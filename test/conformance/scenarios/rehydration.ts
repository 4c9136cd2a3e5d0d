import type { Scenario } from '../scenario.ts'

/** A cache that is written out, and read in again. */
export const rehydration: readonly Scenario[] = [
  {
    name: 'a snapshot that is read in during an update leaves it seen',
    needs: ['rehydration'],
    async run(lab) {
      await lab.mount('all')
      const other = lab.secondClient()
      lab.server.change('3', { name: 'X' })
      other.mountList('all')
      await lab.reads()
      const a = await lab.update('1', { name: 'A' })
      lab.client.hydrate?.(other.dehydrate?.())
      await lab.done('the snapshot was read in')
      lab.sees('A two X')
      await a.isRefused()
      lab.sees('one two X')
    },
  },
  {
    name: 'a snapshot that is made during an update holds what the server said',
    needs: ['rehydration'],
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      const snapshot = lab.client.dehydrate?.()
      await a.isRefused()
      const next = lab.secondClient()
      next.hydrate?.(snapshot)
      await lab.done('the snapshot was read in')
      lab.sees('one two three', 'all', next)
    },
  },
]
