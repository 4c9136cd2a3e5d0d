import type { Scenario } from '../scenario.ts'

/** What "Saving..." beside a row is built on. */
export const status: readonly Scenario[] = [
  {
    name: 'a row is being saved while its update is pending, and no other row is',
    needs: ['saving'],
    async run(lab) {
      await lab.mount('all')
      lab.seesSaving('1', false)
      const a = await lab.update('1', { name: 'A' })
      lab.seesSaving('1', true)
      lab.seesSaving('2', false)
      const poll = await lab.poll()
      await poll.lands()
      lab.seesSaving('1', true)
      await a.lands()
      await lab.quiet()
      lab.seesSaving('1', false)
    },
  },
  {
    name: 'a row is being saved until the last of its updates has ended, though a later one has landed before',
    needs: ['saving'],
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      const b = await lab.update('1', { note: 'b' })
      const c = await lab.update('2', { name: 'C' })
      await b.lands()
      await c.isRefused()
      await lab.reads()
      lab.seesSaving('1', true)
      lab.seesSaving('2', false)
      await a.isRefused()
      await lab.quiet()
      lab.seesSaving('1', false)
    },
  },
  {
    name: 'a row whose update nobody knows the outcome of is being saved until a read tells',
    needs: ['saving'],
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      await a.arrives().isLost()
      lab.seesSaving('1', true)
      const poll = await lab.poll()
      await poll.lands()
      await lab.quiet()
      lab.seesSaving('1', false)
    },
  },
  {
    name: 'what waits for a row in the making is being saved, and no more when that is not made',
    needs: ['saving', 'making'],
    async run(lab) {
      await lab.mount('all')
      const four = await lab.create('four')
      const id = lab.idOf('four')
      lab.client.vote(id)
      await lab.done('the vote was called')
      lab.seesSaving(id, true)
      await four.isRefused()
      lab.seesSaving(id, false)
      await lab.quiet()
    },
  },
]
