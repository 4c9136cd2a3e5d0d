import { Mismatch } from '../lab.ts'
import type { Scenario } from '../scenario.ts'

/** Refetches that are due: none is lost, none has to wait for others. */
export const invalidation: readonly Scenario[] = [
  {
    name: 'an invalidation during a read of the same entry is not lost',
    async run(lab) {
      await lab.mount('all')
      const poll = await lab.poll()
      poll.arrives()
      lab.server.change('1', { name: 'X' })
      lab.client.invalidate('1')
      await lab.done('the invalidation')
      await poll.lands()
      await lab.reads()
      lab.sees('X two three')
    },
  },
  {
    name: 'an invalidation during the first read of an entry is not lost',
    async run(lab) {
      lab.client.mountList('all')
      const first = await lab.poll()
      first.arrives()
      lab.server.change('1', { name: 'X' })
      lab.client.invalidate('1')
      await lab.done('the invalidation')
      await first.lands()
      await lab.reads()
      lab.sees('X two three')
    },
  },
  {
    name: 'an invalidation of a row during the first read that shows it is not lost',
    needs: ['lists'],
    async run(lab) {
      await lab.mount('matching')
      lab.server.change('2', { name: 'twe' })
      const poll = await lab.poll('matching')
      poll.arrives()
      lab.server.change('2', { name: 'tree' })
      lab.client.invalidate('2')
      await lab.done('the invalidation')
      await poll.lands()
      await lab.reads()
      lab.sees('one tree three', 'matching')
    },
  },
  {
    name: 'an invalidation during a read is not lost though a snapshot is restored meanwhile',
    needs: ['rehydration'],
    async run(lab) {
      const page = lab.secondClient()
      page.mountList('all')
      await lab.reads()
      const snapshot = page.dehydrate?.()
      await lab.mount('all')
      const poll = await lab.poll()
      poll.arrives()
      lab.client.hydrate?.(snapshot)
      lab.server.change('1', { name: 'X' })
      lab.client.invalidate('1')
      await lab.done('the invalidation')
      await poll.lands()
      await lab.reads()
      lab.sees('X two three')
    },
  },
  {
    name: 'an update that is given up after it has left is followed by a read',
    needs: ['abort'],
    async run(lab) {
      await lab.mount('all')
      const abort = lab.client.abortable?.('1', { name: 'A' })
      const update = await lab.next('update')
      update.arrives()
      lab.server.change('1', { note: 'by the server' })
      abort?.()
      await lab.done('the abort')
      await lab.reads()
      lab.sees('A(by the server) two three')
    },
  },
  {
    name: 'an update that is given up during a read is followed by another one',
    needs: ['abort'],
    async run(lab) {
      await lab.mount('all')
      const poll = await lab.poll()
      poll.arrives()
      const abort = lab.client.abortable?.('1', { name: 'A' })
      const update = await lab.next('update')
      update.arrives()
      lab.server.change('1', { note: 'by the server' })
      abort?.()
      await lab.done('the abort')
      await poll.lands()
      await lab.reads()
      lab.sees('A(by the server) two three')
    },
  },
  {
    name: 'an invalidation during a slow read of another row does not wait for it',
    needs: ['details'],
    async run(lab) {
      await lab.mount('all')
      await lab.mountDetail('2')
      await lab.pollDetail('2')
      lab.server.change('1', { name: 'X' })
      lab.client.invalidate('1')
      const refetch = await lab.next('list')
      await refetch.lands()
      lab.sees('X two three')
    },
  },
  {
    name: 'an invalidation does not wait for a slow create that has nothing to do with it',
    needs: ['lists'],
    async run(lab) {
      await lab.mount('first')
      await lab.create('slow')
      lab.server.change('1', { name: 'X' })
      lab.client.invalidate('1')
      const refetch = await lab.next('list')
      await refetch.lands()
      lab.sees('X two three', 'first')
    },
  },
  {
    name: 'an invalidation is carried out though 20 entries are polled without a pause',
    needs: ['details'],
    async run(lab) {
      const ids = Array.from({ length: 20 }, (_, index) => String(index + 1))
      while (lab.server.rows.length < ids.length) lab.server.add({ name: 'x' })
      await lab.mount('all')
      await lab.mountDetail(...ids)
      let out = await lab.pollDetail('20')
      lab.server.change('1', { note: 'new' })
      lab.client.invalidate('1')
      for (const id of [...ids.slice(1), ...ids.slice(1, 10)]) {
        const next = await lab.pollDetail(id)
        await out.lands()
        out = next
      }
      // Another one is out all the time, as it is with 20 timers; the list's refetch must be too, or have been.
      const refetch = lab.pending.find(({ call }) => call.kind === 'list')
      await refetch?.lands()
      const [row] = lab.client.list('all')?.items ?? []
      if (row?.note !== 'new') throw new Mismatch('the list was not read again during 28 polls')
    },
  },
  {
    name: 'five quick updates during a read end with what the server has',
    async run(lab) {
      await lab.mount('all')
      const poll = await lab.poll()
      poll.arrives()
      for (const name of ['A', 'B', 'C', 'D', 'E']) {
        const update = await lab.update('1', { name })
        await update.lands()
      }
      await poll.lands()
      await lab.quiet()
    },
  },
]
